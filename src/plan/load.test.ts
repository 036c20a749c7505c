import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { loadPlan, planFromFlags } from './load.ts';
import { PlanError, printPlanError } from './plan-error.ts';

let folder = '';
let count = 0;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'plugproof-plan-')); });
after(async () => { await rm(folder, { recursive: true }); });

async function write(text: string): Promise<string> {
  const file = join(folder, `plan-${count++}.yaml`);
  await writeFile(file, text);
  return file;
}

/** Loads a plan that must be refused; gives `line:column message | suggestion` per issue. */
async function refuse(text: string, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const error = await refusal(text, env);
  return error.issues.map(({ line, column, message, suggestion }) => `${line}:${column} ${message} | ${suggestion ?? ''}`);
}

async function refusal(text: string, env: NodeJS.ProcessEnv = {}): Promise<PlanError> {
  const file = await write(text);
  const outcome = await loadPlan(file, env).then(() => undefined, (error: unknown) => error);
  assert(outcome instanceof PlanError, `the plan was accepted, or refused with ${String(outcome)}`);
  assert(outcome.issues.every((issue) => issue.file === file));
  return outcome;
}

const STATION = 'sut: charge-point\nocpp: "1.6"\nendpoint: { listen: ws://127.0.0.1:9000/ocpp }\n';
const CSMS = 'sut: csms\nocpp: "2.0.1"\nendpoint: { connect: ws://127.0.0.1:9000/ocpp }\n';

describe('loadPlan', () => {
  it('fills in the defaults of a minimal plan', async () => {
    const plan = await loadPlan(await write(STATION));
    assert.deepEqual(plan.timing, {
      tolerance: 1_000, certificationTolerance: 4_000, messageTimeout: 30_000, bootTimeout: 120_000, operatorTimeout: 300_000, settle: 500,
      intervals: { heartbeat: 10, meterValues: 5, clockAligned: 5, connectionTimeOut: 10, bootRetry: 5 },
    });
    assert.deepEqual(plan.endpoint, { listen: 'ws://127.0.0.1:9000/ocpp', security: { profile: 0 } });
    assert.deepEqual(plan.device.stations, ['CP001']);
    assert.deepEqual(plan.device.evses, [{ connectors: 1 }]);
    assert.equal(plan.device.tokens.valid, 'TAG-1');
    assert.deepEqual([plan.operator, plan.driver, plan.expectedFailures, plan.secrets], [{ mode: 'prompt' }, { mode: 'prompt' }, [], []]);
  });

  it('reads every key of the documented plan', async () => {
    const plan = await loadPlan(await write(`
sut: charge-point
ocpp: 1.6
endpoint:
  listen: ws://127.0.0.1:9000/ocpp
  advertise: ws://192.0.2.7:9000/ocpp
  second: ws://127.0.0.1:9001/ocpp
  security: { profile: 1, password: "\${SECRET}" }
device:
  station: CP7
  connectors: 2
  tokens: { valid: A, invalid: B }
  features: [core, fixed-cable]
  facts: { TxStartPoint: [EVConnected] }
timing: { tolerance: 2s, settle: 250ms, operatorTimeout: 2h, intervals: { heartbeat: 1m, meterValues: 6 } }
operator: { mode: http, url: http://127.0.0.1:8080/rig }
driver: { mode: exec, command: ./drive --now }
expectedFailures: [{ id: TC_041_CS, reason: "fault button not wired" }]
`), { SECRET: 'hunter2hunter2' });
    assert.equal(plan.ocpp, '1.6');
    assert.deepEqual(plan.endpoint.security, { profile: 1, password: 'hunter2hunter2' });
    assert.deepEqual(plan.secrets, ['hunter2hunter2']);
    assert.deepEqual(plan.device.evses, [{ connectors: 1 }, { connectors: 1 }]);
    assert.deepEqual(plan.device.tokens, { valid: 'A', invalid: 'B' });
    assert.deepEqual(plan.device.facts, { TxStartPoint: ['EVConnected'] });
    assert.deepEqual([plan.timing.tolerance, plan.timing.settle, plan.timing.operatorTimeout], [2_000, 250, 7_200_000]);
    assert.deepEqual([plan.timing.intervals.heartbeat, plan.timing.intervals.meterValues], [60, 6]);
    assert.deepEqual(plan.operator, { mode: 'http', url: 'http://127.0.0.1:8080/rig' });
    assert.deepEqual(plan.driver, { mode: 'exec', command: './drive --now' });
  });

  it('reports every mistake at once, in order, with line, column and suggestion', async () => {
    assert.deepEqual(await refuse('sut: charge-pont\nocpp: "1.6"\nendpoint:\n  lisen: ws://127.0.0.1:9000/ocpp\ndevice:\n  connectors: two\ntiming:\n  settle: 500\n  messageTimeout: 30 s\nmode: x\n'), [
      '1:6 `sut` is charge-pont, but must be one of charge-point, csms. | did you mean charge-point?',
      '4:3 Unknown key `lisen` in `endpoint`. | did you mean `listen`?',
      '6:15 `device.connectors` is a text (two), but must be a whole number. | ',
      '8:11 `timing.settle` is a number (500), but must be a text. | give it a unit: 500s or 500ms',
      '9:19 `timing.messageTimeout` is 30 s, but must be a duration. | write a number with a unit: 500ms, 1s, 5m, 2h',
      '10:1 Unknown key `mode` in the plan. | known keys here: sut, ocpp, endpoint, device, timing, operator, driver, expectedFailures',
    ]);
  });

  it('says where a key belongs that stands in the wrong place', async () => {
    assert.deepEqual(await refuse(`${STATION}station: CP1\n`), ['4:1 Unknown key `station` in the plan. | it belongs below `device`']);
  });

  it('reports a missing key at the map that lacks it', async () => {
    assert.deepEqual(await refuse('ocpp: "1.6"\nendpoint: { listen: ws://127.0.0.1:1/ }\noperator: { url: http://127.0.0.1/ }\n'), [
      '1:1 The plan lacks the key `sut`. | add `sut: …`',
      '3:1 `operator` lacks the key `mode`. | add `mode: …`',
    ]);
  });

  const contradictions: [string, string, string][] = [
    ['listen for a CSMS', 'sut: csms\nocpp: "1.6"\nendpoint:\n  listen: ws://127.0.0.1:9000/\n', '4:3 plugproof connects to a CSMS, so `listen` has no meaning with `sut: csms`. | use `connect`, or `sut: charge-point`'],
    ['a profile without its password', 'sut: charge-point\nocpp: "1.6"\nendpoint:\n  listen: ws://127.0.0.1:9000/\n  security: { profile: 1 }\n', '5:15 Security profile 1 needs a password. | add `password: ${NAME}` and set NAME in the environment'],
    ['TLS without wss', 'sut: csms\nocpp: "1.6"\nendpoint:\n  connect: ws://127.0.0.1:9000/\n  security: { profile: 2, password: "${P}" }\n', '4:12 Security profile 2 runs over TLS, but `connect` starts with ws:. | write wss://…'],
    ['a typed token in 1.6', `${STATION}device:\n  tokens:\n    valid: { idToken: A, type: Central }\n`, '6:12 `device.tokens.valid` has a type, but a token of OCPP 1.6 is a text. | write `valid: A`'],
    ['an untyped token in 2.0.1', `${CSMS}device:\n  tokens: { valid: A }\n`, '5:20 `device.tokens.valid` is a text, but a token of OCPP 2.0.1 has a type. | write `valid: { idToken: "A", type: ISO14443 }`'],
    ['one token under two names', `${STATION}device:\n  tokens: { valid: tag, invalid: TAG }\n`, '5:34 `invalid` and `valid` are the same token. | give each name a token of its own, or remove one'],
    ['several stations at one bench', `${STATION}device:\n  station: [A, B]\n`, '5:12 Several stations were given, but with `sut: charge-point` and a person as operator there is one physical device. | name one station; a list is for a CSMS or an automatic operator'],
    ['EVSEs in 1.6', `${STATION}device:\n  evses: [{ connectors: 1 }]\n`, '5:3 OCPP 1.6 has no EVSEs. | write `connectors: 1`'],
    ['an unknown feature', `${STATION}device:\n  features: [core, fixed-cabel]\n`, '5:20 OCPP 1.6 has no feature `fixed-cabel` for a charge-point. | did you mean `fixed-cable`?'],
    ['a mode without its key', `${STATION}operator: { mode: http }\n`, '4:13 `operator.mode: http` needs `url`. | add `url: …`'],
    ['a key of another mode', `${STATION}driver: { mode: prompt, command: x }\n`, '4:25 `driver.command` has no meaning with `mode: prompt`. | write `mode: exec`, or remove it'],
    ['tolerances the wrong way round', `${STATION}timing: { tolerance: 5s }\n`, '4:22 `tolerance` (5s) is larger than `certificationTolerance` (4s). | certificationTolerance is the largest that is ever allowed'],
    ['an interval that drifts', `${STATION}timing: { intervals: { clockAligned: 7 } }\n`, '4:38 An interval of 7 seconds does not divide a day, so clock-aligned values would drift against midnight. | take 5, 10, 15, 30 or 60'],
    ['a module that is not there', `${CSMS}driver: { mode: module, path: none.js }\n`, '4:31 There is no file none.js. | paths are relative to the folder of the plan'],
    ['an identity that leaves its path', `${STATION}device: { station: ".." }\n`, '4:20 `device.station` is .., but must be an identity without slashes and control characters. | write for example CP001'],
    ['a list where one text is wanted', `${STATION}device: { station: { a: 1 } }\n`, '4:20 `device.station` is a map of keys, but must be a text or a list of texts. | '],
  ];
  for (const [name, text, expected] of contradictions) {
    it(`refuses ${name}`, async () => { assert.deepEqual(await refuse(text, { P: 'x' }), [expected]); });
  }

  it('lets several stations share a CSMS', async () => {
    const plan = await loadPlan(await write(`${CSMS}device: { station: [A, B], evses: [{ connectors: 1 }, { connectors: 2 }] }\n`));
    assert.deepEqual(plan.device.stations, ['A', 'B']);
    assert.deepEqual(plan.device.evses, [{ connectors: 1 }, { connectors: 2 }]);
  });

  it('says which environment variable is missing, and where', async () => {
    assert.deepEqual(await refuse(`${STATION}operator:\n  mode: http\n  url: http://\${RIG_HOST}/\n`), [
      '6:8 The environment variable RIG_HOST is not set. | set it before the run: export RIG_HOST=…',
    ]);
  });

  it('fills the environment into values only, and as text only', async () => {
    const env = { KEY: 'station', VALUE: 'x: {y: 1}', MORE: '${KEY}' };
    assert.deepEqual(await refuse(`${STATION}device: { "\${KEY}": CP }\n`, env), ['4:11 Unknown key `${KEY}` in `device`. | known keys here: station, connectors, evses, tokens, features, facts']);
    const plan = await loadPlan(await write(`${STATION}device: { station: "\${VALUE}", facts: { more: "\${MORE}" } }\n`), env);
    assert.deepEqual(plan.device.stations, ['x: {y: 1}']);
    assert.deepEqual(plan.device.facts, { more: '${KEY}' });
  });

  it('never shows a secret in an error', async () => {
    const error = await refusal(`${STATION}operator: { mode: "\${TOKEN}" }\nendpoint2: { password: opensesame }\n`, { TOKEN: 'hunter2hunter2' });
    const printed = printPlanError(error);
    assert.match(printed, /`operator.mode` is \*\*\*, but must be one of prompt/);
    assert.doesNotMatch(`${printed}\n${error.message}\n${String(error.stack)}`, /hunter2/);
    assert.doesNotMatch(printed, /opensesame/);
  });

  it('prints the source line with a caret under the word', async () => {
    const error = await refusal(`${STATION}device:\n  conectors: 2\n`);
    assert.equal(printPlanError(error).split('\n').slice(1).join('\n'), '  5 |   conectors: 2\n    |   ^\n  help: did you mean `connectors`?');
  });
});

describe('hostile plans', () => {
  const refused: [string, string, RegExp][] = [
    ['an empty file', '', /^1:1 The plan is empty/],
    ['a list', '- 1\n', /^1:1 The plan is a list/],
    ['broken YAML', 'sut: charge-point\n  ocpp: {\n', /^1:6 This is not valid YAML: nested mappings/],
    ['a key twice', 'sut: csms\nsut: csms\n', /^2:1 This is not valid YAML: map keys must be unique/],
    ['an alias bomb', `a: &a [x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${Array(8).fill(`*${'abcdefgh'[index]}`).join()}]`).join('\n')}\n`, /aliases in this file cannot be resolved/],
    ['deep brackets', '['.repeat(20_000), /^1:51 This nests deeper/],
    ['deep lists', `sut: csms\n${'- '.repeat(20_000)}`, /^2:1 This nests deeper/],
    ['deep indentation', `a:\n${' '.repeat(20_000)}b: 1`, /^2:1 This nests deeper/],
    ['an unknown tag', `${STATION}device: !!js/function "x"\n`, /^4:9 This is not valid YAML/],
    ['a long key', `${STATION}${'k'.repeat(900)}: 1\n`, /^4:1 Unknown key `k{60}`/],
  ];
  for (const [name, text, expected] of refused) {
    it(`refuses ${name} with a place`, async () => { assert.match((await refuse(text))[0] ?? '', expected); });
  }

  it('does not let __proto__ change any object', async () => {
    const issues = await refuse(`${STATION}__proto__: { polluted: true }\ndevice:\n  facts: { a: 1 }\n`);
    assert.match(issues[0] ?? '', /^4:1 Unknown key `__proto__`/);
    const plan = await loadPlan(await write(`${STATION}device:\n  facts: { __proto__: { polluted: true }, constructor: 1 }\n`));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.equal(Object.getPrototypeOf(plan.device.facts), Object.prototype);
  });

  it('refuses a file that is too large, a folder, and one that is not there', async () => {
    assert.match((await refuse(`# ${'x'.repeat(300_000)}\n`))[0] ?? '', /larger than 256 KiB/);
    await assert.rejects(loadPlan(folder), PlanError);
    await assert.rejects(loadPlan(join(folder, 'none.yaml')), /none\.yaml: The plan cannot be read: ENOENT/);
  });
});

describe('planFromFlags', () => {
  it('guesses the role from the address', () => {
    assert.equal(planFromFlags({ listen: 'ws://127.0.0.1:0/ocpp' }).sut, 'charge-point');
    const plan = planFromFlags({ connect: 'ws://127.0.0.1:1/ocpp', ocpp: '2.0.1', station: 'X', connectors: 2 });
    assert.deepEqual([plan.sut, plan.device.stations, plan.device.evses.length, plan.file], ['csms', ['X'], 2, undefined]);
  });

  it('refuses flags that contradict each other', () => {
    assert.throws(() => planFromFlags({ sut: 'csms', listen: 'ws://127.0.0.1:0/' }), (error: unknown) =>
      error instanceof PlanError && error.message.startsWith('command line: plugproof connects to a CSMS'));
  });
});
