import { makeLibrary, makeSource } from './library.ts';
import { quickPlan } from './play.ts';
import { createReporters, createDispatcher } from '../../reporters/registry.ts';
import type { TestcaseSource } from '../../testcase/types.ts';
import { runSuite } from '../run.ts';

/**
 * A run as a process of its own, for tests that kill it or read what it prints: `child.ts kill URL OUT`
 * changes a setting and then waits for ever; `child.ts mocha URL OUT REPORTER` runs three testcases
 * under a Mocha reporter.
 */
const [what = '', listen = '', out = '', mochaReporter] = process.argv.slice(2);
const plan = quickPlan('charge-point');
plan.endpoint.listen = listen;
const cases: Record<string, TestcaseSource> = what === 'kill'
  ? { PP_1: makeSource([{ send: 'ClearCache' }, { wait: '10m' }], { settings: { HeartbeatInterval: '17', LocalPreAuthorize: 'true' } }) }
  : { PP_1: makeSource([{ send: 'ClearCache' }]), PP_2: makeSource([{ send: 'GetLocalListVersion', reply: { listVersion: 99 } }]), PP_3: makeSource([], { requires: ['reservation'] }) };
const reporters = await createReporters(['json'], { isTTY: false, color: false, stream: process.stderr });
const run = await runSuite({
  plan, selection: { ids: [], includeOneWay: false }, lanes: 1, retries: 0, bail: false, reporters: [], out, timeScale: 1, library: makeLibrary('charge-point', cases),
  ...(mochaReporter === undefined ? {} : { mochaReporter }),
}, { reporters, dispatch: createDispatcher(reporters, console.error), notice: console.error });
process.exitCode = run.exitCode;
