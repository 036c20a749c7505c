import { availableParallelism } from 'node:os';
import type { OcppVersion, Sut } from '../../ocppj/types.ts';
import type { FaultProof, FaultyDevice } from '../../prove/faults.ts';
import { defineCommand } from '../command.ts';
import { splitList, toCount } from '../numbers.ts';

const DEVICES: readonly { sut: Sut; ocpp: OcppVersion }[] = [
  { sut: 'charge-point', ocpp: '1.6' }, { sut: 'csms', ocpp: '1.6' },
  { sut: 'charge-point', ocpp: '2.0.1' }, { sut: 'csms', ocpp: '2.0.1' }, { sut: 'charge-point', ocpp: '2.1' }, { sut: 'csms', ocpp: '2.1' },
];

/** Proves that the suite catches bugs: every fault of the reference devices must turn a testcase red. */
export default defineCommand({
  options: {
    sut: { type: 'string', choices: ['charge-point', 'csms'], describe: 'Only this role' },
    ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], array: true, describe: 'Only these versions' },
    fault: { type: 'string', array: true, describe: 'Only these faults' },
    whole: { type: 'boolean', default: false, describe: 'Run the whole suite against each fault, not only the testcase that caught it last' },
    update: { type: 'boolean', default: false, describe: 'Write down which testcase caught which fault' },
    lanes: { type: 'number', default: availableParallelism() * 2, describe: 'How many faults are tried side by side' },
    'time-scale': { type: 'number', default: 5, describe: 'How many times faster than real time it all runs' },
  },
  examples: [['$0 prove', 'every fault of every reference device'], ['$0 prove --fault stop-twice --whole', 'every testcase that one fault turns red']],
  epilogue: 'Exit codes: 0 every fault was caught, 1 one was not.',
  async run(argv) {
    const { proveFaults, writeRecord } = await import('../../prove/faults.ts');
    const wanted = splitList(argv.fault) ?? [];
    const devices = await faultyDevices(argv.sut, argv.ocpp, wanted);
    const proofs = await proveFaults(devices, {
      lanes: toCount('lanes', argv.lanes, 1, 64), timeScale: toCount('time-scale', argv['time-scale'], 1, 1_000), whole: argv.whole, onProof: print,
    });
    if (argv.update) await writeRecord(proofs);
    const missed = proofs.filter(({ caughtBy }) => caughtBy === undefined);
    process.stdout.write(`\n${proofs.length - missed.length} of ${proofs.length} faults caught\n`);
    for (const { ocpp, sut, name } of missed) process.stdout.write(`  not caught: ${ocpp} ${sut} ${name}\n`);
    return missed.length > 0 ? 1 : 0;
  },
});

async function faultyDevices(sut: Sut | undefined, ocpp: readonly string[] | undefined, names: readonly string[]): Promise<FaultyDevice[]> {
  const { embedReference, referencePlan, traitsOf } = await import('../reference-device.ts');
  const chosen = DEVICES.filter((device) => (sut === undefined || device.sut === sut) && (ocpp === undefined || ocpp.includes(device.ocpp)));
  const lists = await Promise.all(chosen.map(async (device) => {
    const { faults } = await traitsOf(device.sut, device.ocpp);
    const wanted = faults.filter(({ name }) => names.length === 0 || names.includes(name));
    return Promise.all(wanted.map(async ({ name, title, source = '' }) => {
      const choice = { ...device, faults: [name], variants: [] };
      const [plan, embedding] = await Promise.all([referencePlan(choice), embedReference(choice)]);
      return { ...device, name, title, source, plan, embedding };
    }));
  }));
  return lists.flat();
}

function print({ ocpp, sut, name, caughtBy, rule, text }: FaultProof): void {
  const by = caughtBy === undefined ? 'NOT CAUGHT' : rule === undefined ? caughtBy : `${caughtBy} (${rule})`;
  process.stdout.write(`${`${ocpp} ${sut}`.padEnd(19)} ${name.padEnd(34)} ${by.padEnd(30)} ${text.slice(0, 120)}\n`);
}
