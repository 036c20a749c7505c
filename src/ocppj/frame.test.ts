import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseFrame, serialise } from './frame.ts';
import { maxDepth, parseJson } from './json.ts';
import { maxTextBytes } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import type { Frame, OcppVersion } from './types.ts';

const versions: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const codesOf = (text: string, version: OcppVersion): string[] => parseFrame(text, version).problems.map(({ code }) => code);
const id36 = '0a1b2c3d-0a1b-4c3d-8e5f-0a1b2c3d4e5f';

const valid: readonly (readonly [OcppVersion, string, Frame])[] = [
  ['1.6', '[2,"1","Heartbeat",{}]', { kind: 'CALL', id: '1', action: 'Heartbeat', payload: {} }],
  ['1.6', ' [ 2 , "1" , "Heartbeat" , null ]\n', { kind: 'CALL', id: '1', action: 'Heartbeat', payload: null }],
  ['1.6', '[3,"1",{"currentTime":"2026-01-31T12:00:00Z"}]', { kind: 'CALLRESULT', id: '1', payload: { currentTime: '2026-01-31T12:00:00Z' } }],
  ['1.6', '[4,"1","NotSupported","",{}]', { kind: 'CALLERROR', id: '1', code: 'NotSupported', description: '', details: {} }],
  ['2.0.1', '[3,"1",null]', { kind: 'CALLRESULT', id: '1', payload: null }],
  ['2.0.1', '[4,"-1","RpcFrameworkError","no id",{"at":1}]', { kind: 'CALLERROR', id: '-1', code: 'RpcFrameworkError', description: 'no id', details: { at: 1 } }],
  ['2.1', '[5,"1","FormatViolation","",{}]', { kind: 'CALLRESULTERROR', id: '1', code: 'FormatViolation', description: '', details: {} }],
  ['2.1', '[6,"1","NotifyPeriodicEventStream",{"id":1}]', { kind: 'SEND', id: '1', action: 'NotifyPeriodicEventStream', payload: { id: 1 } }],
];

/** A failing text beside one that differs only in the point and passes. */
const faults: readonly { code: ProblemCode; path: string; fails: string; passes: string; version?: OcppVersion }[] = [
  { code: 'too-large', path: '$', fails: `[2,"1","X",{"a":"${'x'.repeat(maxTextBytes)}"}]`, passes: `[2,"1","X",{"a":"${'x'.repeat(maxTextBytes - 99)}"}]` },
  { code: 'too-deep', path: '$', fails: `[2,"1","X",{"a":${nested(maxDepth)}}]`, passes: `[2,"1","X",{"a":${nested(maxDepth - 2)}}]` },
  { code: 'not-json', path: '$', fails: '[2,"1","X",{]', passes: '[2,"1","X",{}]' },
  { code: 'not-array', path: '$', fails: '{"0":2}', passes: '[2,"1","X",{}]' },
  { code: 'message-type', path: '$[0]', fails: '["2","1","X",{}]', passes: '[2,"1","X",{}]' },
  { code: 'message-type', path: '$[0]', fails: '[1,"1","X",{}]', passes: '[2,"1","X",{}]' },
  { code: 'message-type', path: '$[0]', fails: '[]', passes: '[3,"1",{}]' },
  { code: 'message-type', path: '$[0]', fails: '[7,"1","X",{}]', passes: '[6,"1","X",{}]', version: '2.1' },
  { code: 'length', path: '$', fails: '[2,"1","X"]', passes: '[2,"1","X",{}]' },
  { code: 'length', path: '$', fails: '[2,"1","X",{},{}]', passes: '[2,"1","X",{}]' },
  { code: 'length', path: '$', fails: '[3,"1","X",{}]', passes: '[3,"1",{}]' },
  { code: 'length', path: '$', fails: '[4,"1","GenericError",""]', passes: '[4,"1","GenericError","",{}]' },
  { code: 'length', path: '$', fails: '[6,"1","X"]', passes: '[6,"1","X",{}]', version: '2.1' },
  { code: 'id-type', path: '$[1]', fails: '[2,1,"X",{}]', passes: '[2,"1","X",{}]' },
  { code: 'id-empty', path: '$[1]', fails: '[2,"","X",{}]', passes: '[2,"0","X",{}]' },
  { code: 'id-too-long', path: '$[1]', fails: `[2,"${id36}0","X",{}]`, passes: `[2,"${id36}","X",{}]` },
  { code: 'id-too-long', path: '$[1]', fails: `[2,"${'😀'.repeat(37)}","X",{}]`, passes: `[2,"${'😀'.repeat(36)}","X",{}]` },
  { code: 'action-type', path: '$[2]', fails: '[2,"1",7,{}]', passes: '[2,"1","X",{}]' },
  { code: 'payload-type', path: '$[3]', fails: '[2,"1","X",[]]', passes: '[2,"1","X",{}]' },
  { code: 'payload-type', path: '$[2]', fails: '[3,"1","ok"]', passes: '[3,"1",null]' },
  { code: 'error-code-type', path: '$[2]', fails: '[4,"1",500,"",{}]', passes: '[4,"1","GenericError","",{}]' },
  { code: 'description-type', path: '$[3]', fails: '[4,"1","GenericError",null,{}]', passes: '[4,"1","GenericError","",{}]' },
  { code: 'description-too-long', path: '$[3]', fails: `[4,"1","GenericError","${'x'.repeat(256)}",{}]`, passes: `[4,"1","GenericError","${'x'.repeat(255)}",{}]`, version: '2.0.1' },
  { code: 'details-type', path: '$[4]', fails: '[4,"1","GenericError","",""]', passes: '[4,"1","GenericError","",{}]' },
];

describe('parseFrame', () => {
  for (const [version, text, frame] of valid) {
    it(`reads ${text.trim()} in ${version}`, () => {
      assert.deepEqual(parseFrame(text, version), { frame, problems: [] });
    });
  }

  for (const { code, path, fails, passes, version = '1.6' } of faults) {
    it(`finds ${code} in ${fails.slice(0, 40)}, and not in ${passes.slice(0, 40)}`, () => {
      const found = parseFrame(fails, version).problems.find((problem) => problem.code === code);
      assert.equal(found?.path, path);
      assert.ok(found.actual.length <= 120 && found.expected.endsWith('.') && found.clause !== '');
      assert.deepEqual(codesOf(passes, version), []);
    });
  }

  it('knows CALLRESULTERROR and SEND only in 2.1', () => {
    for (const text of ['[5,"1","GenericError","",{}]', '[6,"1","NotifyPeriodicEventStream",{}]']) {
      assert.deepEqual(codesOf(text, '2.1'), []);
      assert.deepEqual(codesOf(text, '2.0.1'), ['message-type']);
      assert.deepEqual(codesOf(text, '1.6'), ['message-type']);
    }
  });

  it('limits the description in 2.x only', () => {
    const text = `[4,"1","GenericError","${'x'.repeat(256)}",{}]`;
    assert.deepEqual(versions.map((version) => codesOf(text, version)), [[], ['description-too-long'], ['description-too-long']]);
  });

  it('still ends a call by an error that lacks elements', () => {
    const { frame, problems } = parseFrame('[4,"7","InternalError"]', '1.6');
    assert.deepEqual(frame, { kind: 'CALLERROR', id: '7', code: 'InternalError', description: '', details: {} });
    assert.deepEqual(problems.map(({ code }) => code), ['length']);
  });

  it('leaves the keys of a payload harmless', () => {
    const { frame } = parseFrame('[2,"1","X",{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]', '1.6');
    assert.ok(frame?.kind === 'CALL');
    assert.equal(Object.getPrototypeOf(frame.payload), Object.prototype);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.equal(serialise(frame), '[2,"1","X",{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]');
  });
});

describe('the id to answer a broken CALL with', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined])[] = [
    // text, and the id in 1.6, in 2.0.1 and in 2.1
    ['[2,"abc","Heartbeat",{]', 'abc', 'abc', 'abc'],
    ['[2,"abc","Heartbeat"]', 'abc', 'abc', 'abc'],
    ['[2,"abc",7,{}]', 'abc', 'abc', 'abc'],
    ['[2,17,"Heartbeat",{}]', undefined, '-1', '-1'],
    ['no frame at all', undefined, '-1', '-1'],
    ['[8,"abc",{}]', undefined, 'abc', undefined],
    ['[3,"abc"]', undefined, undefined, undefined],
    ['[4,17,"GenericError","",{}]', undefined, undefined, undefined],
    [`[2,"abc","X",{"a":"${'x'.repeat(maxTextBytes)}"}]`, 'abc', 'abc', 'abc'],
  ];
  for (const [text, ...ids] of cases) {
    it(`of ${text.slice(0, 40)}`, () => {
      assert.deepEqual(versions.map((version) => parseFrame(text, version).id), ids);
    });
  }
});

describe('parseFrame, whatever comes', () => {
  const version = fc.constantFrom(...versions);

  it('does not throw, and finds a frame or a problem', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json(), fc.array(fc.jsonValue()).map((value) => JSON.stringify(value)));
    fc.assert(fc.property(text, version, (any, of) => {
      const { frame, problems } = parseFrame(any, of);
      assert.ok(frame !== undefined || problems.length > 0);
    }), { numRuns: 2000 });
  });

  it('does not throw for what nearly is a frame', () => {
    const near = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue())
      .chain((all) => fc.integer({ min: 1, max: 5 }).map((length) => JSON.stringify(all.slice(0, length))));
    fc.assert(fc.property(near, version, (text, of) => {
      const { frame, problems } = parseFrame(text, of);
      assert.ok(frame !== undefined || problems.length > 0);
    }), { numRuns: 2000 });
  });

  it('reads back what serialise wrote', () => {
    const id = fc.string({ minLength: 1, maxLength: 36 });
    const object = fc.dictionary(fc.string(), fc.string().map((text) => parseJson(JSON.stringify(text))));
    const frame = fc.oneof(
      fc.record({ kind: fc.constantFrom('CALL' as const, 'SEND' as const), id, action: fc.string(), payload: object }, { noNullPrototype: true }),
      fc.record({ kind: fc.constant('CALLRESULT' as const), id, payload: object }, { noNullPrototype: true }),
      fc.record({
        kind: fc.constantFrom('CALLERROR' as const, 'CALLRESULTERROR' as const), id, code: fc.string(),
        description: fc.string({ maxLength: 255 }), details: object,
      }, { noNullPrototype: true }),
    );
    fc.assert(fc.property(frame, (one) => {
      const { frame: read, problems } = parseFrame(serialise(one), '2.1');
      assert.deepEqual(problems, []);
      assert.equal(read?.kind, one.kind);
      assert.equal(serialise(read), serialise(one));
    }), { numRuns: 1000 });
  });
});
