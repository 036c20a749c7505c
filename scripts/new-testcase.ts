// npm run new -- ocpp1.6/charge-point/reset/TC_013_CS-hard-reset: writes a valid skeleton of a testcase.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const BUILDERS: Record<string, Record<string, string>> = {
  'ocpp1.6': { 'charge-point': 'chargePointTest', csms: 'csmsTest' },
  'ocpp2.0.1': { 'charge-point': 'chargingStationTest', csms: 'csmsTest' },
  'ocpp2.1': { 'charge-point': 'chargingStationTest', csms: 'csmsTest' },
};

const path = (process.argv[2] ?? '').replace(/^testcases\//, '').replace(/\.ts$/, '');
const [version = '', role = '', ...rest] = path.split('/');
const builder = BUILDERS[version]?.[role];
const file = join(import.meta.dirname, '..', 'testcases', `${path}.ts`);

if (builder === undefined || rest.length < 2 || !/^(TC|PP)_[A-Z0-9_]+-[a-z0-9-]+$/.test(rest.at(-1) ?? '')) {
  fail('Say where: <ocpp1.6|ocpp2.0.1|ocpp2.1>/<charge-point|csms>/<topic>/<ID>-<name>, such as ocpp1.6/charge-point/reset/TC_013_CS-hard-reset');
} else if (existsSync(file)) {
  fail(`testcases/${path}.ts exists already`);
} else {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, skeleton(version, role, builder));
  process.stdout.write(`testcases/${path}.ts\nNext: say what it proves, replace the steps, then npm run check\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 64;
}

function skeleton(ocpp: string, sut: string, name: string): string {
  const step = sut === 'csms' ? "{ send: 'Heartbeat', reply: { currentTime: { present: true } } }"
    : "{ send: 'ClearCache', reply: { status: 'Accepted' } }";
  return `import { ${name} } from '#testcase/${ocpp}';

export default ${name}({
  title: 'A short title',
  purpose: 'One sentence: what the device proves by passing.',
  spec: ['the clauses that it checks'],
  profile: 'Core',${sut === 'csms' ? "\n  given: ['booted']," : ''}
  steps: [
    ${step},
  ],
});
`;
}
