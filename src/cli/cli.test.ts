import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, afterEach, before, describe, it } from 'mocha';
import { loadPlan } from '../plan/load.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'dist/plugproof.js');
const execute = promisify(execFile);
const children: ChildProcess[] = [];
let folder = '';

// What is tested is what ships: the bundle, as fresh as the sources.
before(async () => { await execute(process.execPath, ['--import=tsx', 'scripts/build.ts', '--if-stale'], { cwd: ROOT }); });
before(async () => { folder = await mkdtemp(join(tmpdir(), 'plugproof-cli-')); });
after(async () => { await rm(folder, { recursive: true }); });
afterEach(() => { for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL'); });

interface Ended { code: number | null; stdout: string; stderr: string }

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended>; line: (pattern: RegExp) => Promise<RegExpExecArray> } {
  const child = spawn(process.execPath, [BUNDLE, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => { resolve({ code, stdout, stderr }); }));
  const line = (pattern: RegExp): Promise<RegExpExecArray> => new Promise((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(stdout);
      if (found !== null) resolve(found);
    };
    look();
    child.stdout.on('data', look);
    child.on('close', () => { reject(new Error(`it ended without ${String(pattern)}: ${stdout}${stderr}`)); });
  });
  return { child, ended, line };
}

const run = (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> => start(args, env).ended;

/** The packages of node_modules that a process loads. */
async function packagesLoadedBy(args: readonly string[]): Promise<string[]> {
  const coverage = await mkdtemp(join(folder, 'coverage-'));
  await run(args, { NODE_V8_COVERAGE: coverage });
  const texts = await Promise.all((await readdir(coverage)).map((file) => readFile(join(coverage, file), 'utf8')));
  assert(texts.length > 0);
  const names = texts.flatMap((text) => [...text.matchAll(/"url":"[^"]*\/node_modules\/((?:@[^/"]+\/)?[^/"]+)\//g)].map((match) => match[1] ?? ''));
  return [...new Set(names)];
}

describe('plugproof, what a newcomer sees', () => {
  it('explains itself by --help, with every command and an example', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    for (const command of ['run', 'demo', 'list', 'show', 'simulate', 'init', 'completion']) assert.match(stdout, new RegExp(`plugproof ${command}\\b`));
    assert.match(stdout, /plugproof run --plan plan\.yaml/);
    assert(stdout.split('\n').every((line) => line.length <= 80));
  });

  for (const command of ['run', 'demo', 'list', 'show', 'simulate', 'init']) {
    it(`explains ${command} by --help`, async () => {
      const { code, stdout, stderr } = await run([command, '--help']);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^plugproof ${command}`));
      assert.match(stdout, /Examples:/);
    });
  }

  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(await run(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints a completion script, and completes commands', async () => {
    assert.match((await run(['completion'], { SHELL: '/bin/bash' })).stdout, /plugproof/);
    assert.match((await run(['--get-yargs-completions', 'plugproof', 'sim'])).stdout, /^simulate/m);
  });

  it('loads none of the large packages for --help and list', async () => {
    const large = ['ajv', 'mocha', 'ws', 'yaml', 'junit-report-builder'];
    await writeFile(join(folder, 'empty.yaml'), '{}');
    const control = await packagesLoadedBy(['list', '--plan', 'empty.yaml']);
    assert.deepEqual(['ajv', 'yaml'].filter((name) => !control.includes(name)), [], 'the measurement sees what is loaded');
    for (const args of [['--help'], ['run', '--help'], ['list'], ['list', '--coverage']]) {
      const loaded = await packagesLoadedBy(args);
      assert.deepEqual(loaded.filter((name) => large.includes(name)), [], args.join(' '));
    }
  });
});

describe('plugproof, wrong usage', () => {
  const wrong: [string[], RegExp][] = [
    [['lst'], /There is no command "lst"\.\n {2}help: did you mean `plugproof list`\?/],
    [['\u001b[31mx'], /There is no command/],
    [['--nope'], /no option --nope without a command/],
    [['list', '--jsno'], /`plugproof list` has no option --jsno\.\n {2}help: did you mean --json\?/],
    [['list', '--sut', 'cms'], /"cms" is no choice for sut; there are: charge-point, csms\.\n {2}help: did you mean csms\?/],
    [['show'], /`plugproof show` needs more: show <id>/],
    [['show', 'TC_NONE'], /There is no testcase "TC_NONE"/],
    [['run'], /Which device is to be judged\?/],
    [['run', '--plan'], /--plan needs a value/],
    [['run', '--plan', 'a.yaml', '--sut', 'csms'], /--sut cannot be given together with --plan/],
    [['run', '--listen', 'http://x'], /command line: `endpoint\.listen` is http:\/\/x, but must be a WebSocket address/],
    [['run', '--listen', 'ws://127.0.0.1:0/', '--shard', '3/2'], /--shard 3\/2 makes no sense/],
    [['run', '--listen', 'ws://127.0.0.1:0/', '--lanes', 'x'], /--lanes must be a whole number from 1 to 64/],
    [['run', '--listen', 'ws://127.0.0.1:0/', '--reporter', 'junti'], /no reporter "junti".*Did you mean "junit"/],
    [['run', 'TC_NONE', '--listen', 'ws://127.0.0.1:0/'], /No testcase of OCPP 1\.6 for a charge-point is named "TC_NONE"/],
    [['demo', '--fault', 'stop-twic'], /has no fault "stop-twic"\.\n {2}help: did you mean stop-twice\?/],
    [['simulate', 'toaster'], /"toaster" is no choice for device/],
    [['simulate', 'csms', '--listen', 'nowhere'], /--listen nowhere is no WebSocket address/],
    [['simulate', 'csms', '--control', '70000'], /--control must be a whole number from 0 to 65535/],
  ];
  for (const [args, expected] of wrong) {
    it(`${JSON.stringify(args.join(' '))} ends with 64 and a sentence`, async () => {
      const { code, stdout, stderr } = await run(args);
      assert.match(stderr, expected);
      assert.deepEqual([code, stdout], [64, '']);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }

  it('shows the place in a plan that is wrong', async () => {
    await writeFile(join(folder, 'wrong.yaml'), 'sut: csms\nocpp: "1.6"\nendpoint: { lisen: x }\n');
    const { code, stderr } = await run(['run', '--plan', 'wrong.yaml']);
    assert.equal(code, 64);
    assert.match(stderr, /wrong\.yaml:3:13: Unknown key `lisen` in `endpoint`\.\n {2}3 \| endpoint: \{ lisen: x \}\n {4}\| {13}\^\n {2}help: did you mean `listen`\?/);
  });
});

describe('plugproof list and show', () => {
  it('lists testcases in 80 columns, and as JSON', async () => {
    const { stdout } = await run(['list', '--ocpp', '1.6']);
    assert(stdout.split('\n').every((line) => line.length <= 80), stdout);
    const { stdout: json } = await run(['list', '--ocpp', '1.6', '--json']);
    const entries = JSON.parse(json) as { id: string; ocpp: string }[];
    assert(entries.length > 0);
    assert(entries.every(({ ocpp, id }) => ocpp === '1.6' && stdout.includes(id)));
  });

  it('says under a plan what applies', async () => {
    await writeFile(join(folder, 'plan.yaml'), 'sut: csms\nocpp: "1.6"\nendpoint: { connect: ws://127.0.0.1:9/ocpp }\n');
    const { code, stdout } = await run(['list', '--plan', 'plan.yaml', '--json']);
    assert.equal(code, 0);
    const entries = JSON.parse(stdout) as { sut: string; applies: string; because: string }[];
    assert(entries.every(({ sut, applies }) => sut === 'csms' && ['yes', 'no', 'unknown'].includes(applies)));
  });

  it('counts coverage against the whole catalogue', async () => {
    const { stdout } = await run(['list', '--coverage', '--json']);
    const groups = JSON.parse(stdout) as { ocpp: string; listed: number }[];
    const total = (version: string): number => groups.filter(({ ocpp }) => ocpp === version).reduce((sum, { listed }) => sum + listed, 0);
    assert.deepEqual([total('1.6'), total('2.0.1'), total('2.1')], [179, 673, 199]);
  });

  it('lists the features that a plan can declare', async () => {
    assert.match((await run(['list', '--features'])).stdout, /^\* authorization-cache +Does it have an authorization cache\?$/m);
  });

  it('shows the steps of a testcase', async () => {
    const { code, stdout } = await run(['show', 'tc_003_cs']);
    assert.equal(code, 0);
    assert.match(stdout, /^TC_003_CS {2}\S/);
    assert.match(stdout, /Requirements: .*4\.8/);
    assert.match(stdout, /Expect StartTransaction/);
  });

  it('does not mind a reader that goes away', async () => {
    const { child, ended } = start(['list', '--coverage']);
    child.stdout?.destroy();
    assert.equal((await ended).code, 0);
  });
});

describe('plugproof simulate', () => {
  it('runs a CSMS and a charge point that find each other, until a signal ends them', async () => {
    const csms = start(['simulate', 'csms', '--listen', 'ws://127.0.0.1:0/ocpp', '--verbose']);
    const [, url = ''] = await csms.line(/listens at: (ws:\/\/127\.0\.0\.1:\d+\/ocpp)\ncontrol \(driver\): http:/);
    const station = start(['simulate', 'charge-point', '--connect', url, '--station', 'CP7']);
    const [, control = ''] = await station.line(/charge point CP7, OCPP 1\.6\nconnects to: .*\ncontrol \(operator\): (http:\/\/127\.0\.0\.1:\d+)/);
    const capabilities = await (await fetch(`${control}/capabilities`)).json() as string[];
    assert(capabilities.includes('plug-in'));
    station.child.kill('SIGTERM');
    csms.child.kill('SIGINT');
    assert.deepEqual([(await station.ended).code, (await csms.ended).code], [0, 0]);
  });

  it('lists faults as JSON, each with its source, per role and version', async () => {
    for (const args of [['charge-point'], ['csms'], ['charge-point', '--ocpp', '2.0.1'], ['csms', '--ocpp', '2.1']]) {
      const { stdout } = await run(['simulate', ...args, '--list-faults', '--json']);
      const faults = JSON.parse(stdout) as { name: string; title: string; source: string }[];
      assert(faults.length >= 10, args.join(' '));
      assert(faults.every(({ name, title, source }) => name !== '' && title !== '' && source !== ''));
    }
  });

  it('says which port is taken', async () => {
    const csms = start(['simulate', 'csms', '--listen', 'ws://127.0.0.1:0/ocpp']);
    const [, url = ''] = await csms.line(/listens at: (ws:\S+)/);
    const { code, stderr } = await run(['simulate', 'csms', '--listen', url]);
    assert.equal(code, 64);
    assert.match(stderr, /The address 127\.0\.0\.1:\d+ is in use by another process/);
  });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('plugproof init', () => {
  const cases: string[][] = [
    ['--sut', 'charge-point'],
    ['--sut', 'csms', '--station', 'A', '--station', 'B'],
    ['--sut', 'charge-point', '--ocpp', '2.0.1', '--connectors', '3', '--operator', 'http://127.0.0.1:8080'],
    ['--sut', 'csms', '--ocpp', '2.1', '--driver', 'http://127.0.0.1:8081/x', '--feature', 'C-13,C-29'],
  ];
  for (const [index, args] of cases.entries()) {
    it(`writes a plan that loads: ${args.join(' ')}`, async () => {
      const file = `init-${index}.yaml`;
      const { code, stdout, stderr } = await run(['init', '--yes', '--out', file, ...args]);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`plugproof run --plan ${file}`));
      const plan = await loadPlan(join(folder, file));
      assert.equal(plan.sut, args[1]);
      assert.equal(plan.device.evses.length, args.includes('3') ? 3 : 1);
    });
  }

  it('asks the charge point what it supports', async () => {
    const port = await freePort();
    const address = `ws://127.0.0.1:${port}/ocpp`;
    const init = start(['init', '--yes', '--probe', '--out', 'probed.yaml', '--address', address]);
    start(['simulate', 'charge-point', '--connect', address, '--variant', 'no-cache']);
    const { code, stderr } = await init.ended;
    assert.equal(code, 0, stderr);
    const { features } = (await loadPlan(join(folder, 'probed.yaml'))).device;
    assert.deepEqual(['core', 'local-auth-list', 'several-connectors', 'authorization-cache'].map((id) => features.includes(id)), [true, true, true, false]);
  });

  it('overwrites nothing without --force', async () => {
    await writeFile(join(folder, 'mine.yaml'), 'mine');
    const refused = await run(['init', '--yes', '--out', 'mine.yaml']);
    assert.match(refused.stderr, /mine\.yaml exists already\.\n {2}help: --force/);
    assert.deepEqual([refused.code, await readFile(join(folder, 'mine.yaml'), 'utf8')], [64, 'mine']);
    assert.equal((await run(['init', '--yes', '--force', '--out', 'mine.yaml'])).code, 0);
  });

  it('writes nothing for answers that contradict each other', async () => {
    const { code, stderr } = await run(['init', '--yes', '--out', 'never.yaml', '--feature', 'core,flying']);
    assert.equal(code, 64);
    assert.match(stderr, /OCPP 1\.6 has no feature `flying`/);
    await assert.rejects(readFile(join(folder, 'never.yaml')));
  });
});
