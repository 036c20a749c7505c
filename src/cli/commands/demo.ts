import { defineCommand } from '../command.ts';
import { executeRun } from '../execute-run.ts';
import { splitList, toCount } from '../numbers.ts';
import { RUN_FLAGS, TESTCASES } from '../run-flags.ts';

const DEVICE = 'Which reference device:';

/** Runs against the reference device inside this process. */
export default defineCommand({
  options: {
    sut: { type: 'string', choices: ['charge-point', 'csms'], default: 'charge-point', group: DEVICE, describe: 'Which role it has' },
    ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], default: '1.6', group: DEVICE, describe: 'OCPP version' },
    fault: { type: 'string', array: true, group: DEVICE, describe: 'Make it misbehave; `plugproof simulate … --list-faults` names them' },
    variant: { type: 'string', array: true, group: DEVICE, describe: 'Let it be a different, conforming device' },
    'time-scale': { type: 'number', default: 3, group: DEVICE, describe: 'How many times faster than real time it all runs' },
    ...RUN_FLAGS,
    lanes: { ...RUN_FLAGS.lanes, default: 4 },
  },
  positionals: TESTCASES,
  examples: [
    ['$0 demo', 'OCPP 1.6, the charge point is judged'],
    ['$0 demo --sut csms --ocpp 2.0.1', 'the CSMS is judged'],
    ['$0 demo --fault stop-twice', 'see what a failure looks like'],
  ],
  epilogue: 'Nothing leaves this machine: both sides talk over loopback.',
  async run(argv) {
    const { embedReference, referencePlan } = await import('../reference-device.ts');
    const choice = { sut: argv.sut, ocpp: argv.ocpp, faults: splitList(argv.fault), variants: splitList(argv.variant) };
    const [plan, embedding] = await Promise.all([referencePlan(choice), embedReference(choice)]);
    // Stations side by side would take the one token from each other.
    const lanes = choice.variants.includes('concurrent-tx') ? 1 : argv.lanes;
    return executeRun({ ...argv, lanes }, plan, toCount('time-scale', argv['time-scale'], 1, 1_000), embedding);
  },
});
