import type { InferredOptionTypes } from 'yargs';
import type { OcppVersion, Sut } from '../../ocppj/types.ts';
import { defineCommand } from '../command.ts';
import { splitList, toCount } from '../numbers.ts';
import type { Trait } from '../reference-device.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  ocpp: { type: 'string', choices: ['1.6', '2.0.1', '2.1'], default: '1.6', describe: 'OCPP version' },
  connect: { type: 'string', default: 'ws://127.0.0.1:9000/ocpp', describe: 'charge-point: address of the CSMS' },
  listen: { type: 'string', default: 'ws://127.0.0.1:9000/ocpp', describe: 'csms: where stations connect; port 0 takes any' },
  station: { type: 'string', array: true, describe: 'charge-point: its identity (CP001); csms: who may connect (anyone)' },
  connectors: { type: 'number', default: 2, describe: 'charge-point: number of connectors' },
  password: { type: 'string', describe: 'Password of HTTP Basic authentication' },
  control: { type: 'number', default: 0, describe: 'Port of the control API: operator or driver; 0 takes any' },
  fault: { type: 'string', array: true, describe: 'Misbehave in these ways' },
  variant: { type: 'string', array: true, describe: 'Be a different, conforming device' },
  'list-faults': { type: 'boolean', default: false, describe: 'List the faults, and end' },
  'list-variants': { type: 'boolean', default: false, describe: 'List the variants, and end' },
  json: { type: 'boolean', default: false, describe: 'Print the lists as JSON' },
  verbose: { type: 'boolean', default: false, describe: 'Print what the device does' },
} as const;

type SimulateArguments = InferredOptionTypes<typeof options>;

/** A running device: where it can be found, and how it ends. */
interface Running {
  lines: string[];
  close(): Promise<void>;
}

/** Runs a reference device until a signal ends it. */
export default defineCommand({
  options,
  positionals: { device: { describe: 'Which device', choices: ['charge-point', 'csms'] } },
  examples: [
    ['$0 simulate charge-point --connect ws://127.0.0.1:9000/ocpp --control 8080', 'a charge point with an operator at port 8080'],
    ['$0 simulate csms --ocpp 2.0.1 --listen ws://127.0.0.1:9000/ocpp', 'a CSMS for stations'],
    ['$0 simulate csms --list-faults', 'how the CSMS can be made to misbehave'],
  ],
  epilogue: 'The control API is the operator or driver contract of a plan: `operator: { mode: http, url: … }`.',
  async run(argv) {
    const sut: Sut = argv.positional['device']?.[0] === 'csms' ? 'csms' : 'charge-point';
    const { checkTraits, traitsOf } = await import('../reference-device.ts');
    if (argv['list-faults'] || argv['list-variants']) {
      const { faults, variants } = await traitsOf(sut, argv.ocpp);
      printTraits(argv['list-faults'] ? faults : variants, argv.json);
      return 0;
    }
    const choice = { sut, ocpp: argv.ocpp, faults: splitList(argv.fault), variants: splitList(argv.variant) };
    await checkTraits(choice);
    const ended = untilSignal();
    const device = sut === 'csms' ? await startCsms(argv, choice) : await startStation(argv, choice);
    process.stdout.write(`${device.lines.join('\n')}\n`);
    await ended;
    await device.close();
    return 0;
  },
});

interface Choice { ocpp: OcppVersion; faults: string[]; variants: string[] }

async function startStation(argv: SimulateArguments, { ocpp, faults, variants }: Choice): Promise<Running> {
  const devices = await import('../devices.ts');
  const [identity = 'CP001', ...more] = splitList(argv.station);
  if (more.length > 0) throw new UsageError('One process simulates one charge point.', 'start one process for each station');
  checkAddress('connect', argv.connect);
  const shared = { url: argv.connect, identity, controlPort: portOf('control', argv.control), faults, variants, ...extras(argv) };
  const connectors = toCount('connectors', argv.connectors, 1, 100);
  const device = ocpp === '1.6'
    ? await devices.startChargePoint({ ...shared, connectors })
    : await devices.startChargingStation({ ...shared, ocpp, evses: Array.from({ length: connectors }, () => ({ connectors: 1 })) });
  return {
    lines: [`charge point ${identity}, OCPP ${ocpp}${traits(faults, variants)}`, `connects to: ${argv.connect}`, ...controlLine('operator', device.control)],
    close: () => device.close(),
  };
}

async function startCsms(argv: SimulateArguments, { ocpp, faults, variants }: Choice): Promise<Running> {
  const devices = await import('../devices.ts');
  const address = checkAddress('listen', argv.listen);
  const stations = splitList(argv.station);
  const device = await devices.startCsms({
    ocpp, faults, variants, host: address.hostname.replace(/^\[|\]$/g, ''), port: address.port === '' ? 80 : Number(address.port), path: address.pathname,
    controlPort: portOf('control', argv.control), stations: stations.length === 0 ? 'any' : stations, ...extras(argv),
  });
  return {
    lines: [`CSMS, OCPP ${ocpp}${traits(faults, variants)}`, `listens at: ${device.url}`, ...controlLine('driver', device.control)],
    close: () => device.close(),
  };
}

function extras(argv: SimulateArguments): { password?: string; log?: (line: string) => void } {
  return {
    ...(argv.password === undefined ? {} : { password: argv.password }),
    ...(argv.verbose ? { log: (line: string): void => { process.stderr.write(`${line}\n`); } } : {}),
  };
}

function controlLine(contract: string, control: { url: string } | undefined): string[] {
  return control === undefined ? [] : [`control (${contract}): ${control.url}`];
}

function traits(faults: readonly string[], variants: readonly string[]): string {
  const all = [...faults.map((name) => `fault ${name}`), ...variants.map((name) => `variant ${name}`)];
  return all.length === 0 ? '' : ` (${all.join(', ')})`;
}

function checkAddress(flag: string, text: string): URL {
  if (!/^ws:\/\//.test(text) || !URL.canParse(text)) throw new UsageError(`--${flag} ${text.slice(0, 80)} is no WebSocket address.`, 'write for example ws://127.0.0.1:9000/ocpp');
  return new URL(text);
}

function portOf(flag: string, value: number): number {
  return toCount(flag, value, 0, 65_535);
}

function printTraits(list: readonly Trait[], json: boolean): void {
  const text = json
    ? JSON.stringify(list, null, 2)
    : list.map(({ name, title, source }) => `${name}\n    ${title}${source === undefined ? '' : `\n    ${source}`}`).join('\n');
  process.stdout.write(`${text}\n`);
}

/** Being ended by a signal is how a simulated device ends: no failure. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => { resolve(); });
    process.once('SIGTERM', () => { resolve(); });
  });
}
