import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkImports, findForbidden } from './import-table.ts';

const allowed: [string, string][] = [
  ['src/runner/lane.ts', "import { x } from '../peer/types.ts';"],
  ['src/runner/steps/send.ts', "import { x } from '../../matching/segment.ts';"],
  ['src/rules/framing.ts', "import type { WireEvent } from '../peer/types.ts';"],
  ['src/reporters/junit.ts', "import builder from 'junit-report-builder';\nimport { x } from '../trace/reader.ts';"],
  ['src/cli/run.ts', "const { runSuite } = await import('../runner/run.ts');"],
  ['src/reporters/x.ts', "let x: import('../rules/types.ts').Finding;"],
  ['testcases/ocpp1.6/csms/core/TC_1_CSMS-x.ts', "import { csmsTest } from '#testcase/ocpp1.6';"],
  ['fixtures/devices/csms/index.ts', "import { WebSocketServer } from 'ws';\nimport { createTime } from '../time.ts';"],
  ['src/peer/csms.test.ts', "import { loadPlan } from '../plan/load.ts';"],
  ['src/peer/csms.ts', "/*\n * import { x } from '../plan/load.ts';\n */"],
];

const refused: [string, string, number][] = [
  ['src/rules/framing.ts', "import { x } from '../peer/csms.ts';", 1],
  ['src/rules/framing.ts', "import {\n  x,\n} from '../runner/run.ts';", 1],
  ['src/reporters/junit.ts', "\nimport { x } from '../runner/run.ts';", 2],
  ['src/peer/csms.ts', "const x = await import('../plan/load.ts');", 1],
  ['src/peer/csms.ts', "export { x } from '../plan/load.ts';", 1],
  ['src/cli/run.ts', "import x from '../../testcases/ocpp1.6/csms/core/TC_1_CSMS-x.ts';", 1],
  ['fixtures/devices/csms/index.ts', "import type { Frame } from '../../../src/ocppj/types.ts';", 1],
  ['fixtures/devices/csms/x.test.ts', "import { parseFrame } from '../../../src/ocppj/frame.ts';", 1],
  ['testcases/ocpp1.6/csms/core/TC_1_CSMS-x.ts', "import { x } from '../../../../src/runner/run.ts';", 1],
  ['testcases/ocpp1.6/csms/core/TC_1_CSMS-x.ts', "import { x } from 'ws';", 1],
  ['testcases/ocpp1.6/csms/core/TC_1_CSMS-x.ts', "import { x } from './TC_2_CSMS-y.ts';", 1],
  ['src/plan/load.ts', "import { x } from '../../outside.ts';", 1],
  ['src/nowhere/load.ts', '', 1],
];

describe('import table', () => {
  for (const [file, text] of allowed) it(`allows ${file}: ${text}`, () => { assert.deepEqual(findForbidden(file, text), []); });
  for (const [file, text, line] of refused) {
    it(`refuses ${file}: ${text}`, () => { assert.deepEqual(findForbidden(file, text).map((found) => found.line), [line]); });
  }

  it('is kept by every file', async () => {
    assert.deepEqual((await checkImports()).map(({ file, line, specifier, because }) => `${file}:${line} ${specifier}: ${because}`), []);
  });
});
