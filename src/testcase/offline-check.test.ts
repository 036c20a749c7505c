import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkTestcase, checkTestcases } from './offline-check.ts';
import type { StateDefinition, Step, Testcase, TestcaseExport } from './types.ts';

const sound: Testcase = {
  title: 'A title', purpose: 'It proves something.', spec: ['4.1'], profile: 'Core',
  steps: [{ send: 'ClearCache', reply: { status: 'Accepted' } }],
};
const waiting: StateDefinition = { name: 'circle', purpose: 'It needs itself.', needs: ['circle'], steps: () => [] };
const states = new Map([['circle', waiting]]);

async function problemsOf(change: Partial<Testcase>, path = 'ocpp1.6/charge-point/x/TC_003_CS-x'): Promise<string> {
  const found: TestcaseExport = { kind: 'testcase', ocpp: '1.6', sut: 'charge-point', source: { ...sound, ...change } };
  return (await checkTestcase(path, found, states)).join('\n');
}

const steps = (...list: Step[]): Partial<Testcase> => ({ steps: list });

describe('offline check', () => {
  it('finds nothing wrong with a sound testcase', async () => {
    assert.equal(await problemsOf({}), '');
  });

  const WRONG: [name: string, change: Partial<Testcase>, says: RegExp, path?: string][] = [
    ['an id that is not in the catalogue', {}, /TC_999_CS is not in the catalogue/, 'ocpp1.6/charge-point/x/TC_999_CS-x'],
    ['a purpose that is no sentence', { purpose: 'something' }, /no sentence/],
    ['no clause', { spec: [] }, /names no clause/],
    ['an unknown feature', { requires: ['core and nonsense'] }, /no feature nonsense/],
    ['a feature expression that cannot be read', { requires: ['core and'] }, /position/],
    ['an unknown state', { given: ['nowhere'] }, /no state nowhere/],
    ['a state that needs itself', { given: ['circle'] }, /needs itself/],
    ['a payload that its schema refuses', steps({ send: 'ChangeAvailability', with: { connectorId: 1, type: 'Sideways' } }), /we would send ChangeAvailability.*type/],
    ['a payload without a required field', steps({ send: 'ChangeAvailability', with: { connectorId: 1 } }), /type/],
    ['an answer that its schema refuses', steps({ expect: 'Authorize', reply: { idTagInfo: { status: 'Perhaps' } } }), /we would answer Authorize/],
    ['a reference to nothing', steps({ send: 'RemoteStopTransaction', with: { transactionId: '$later.payload.id' } }), /nothing is known as \$later/],
    ['a reference to what comes later', steps({ send: 'ClearCache', reply: { status: '$x.payload.status' } }, { send: 'ClearCache', as: 'x' }), /nothing is known as \$x/],
    ['a check that does not exist', steps({ verify: 'magic' }), /no check magic/],
    ['a generator that does not exist', steps({ send: 'DataTransfer', with: { vendorId: { make: 'magic' } } }), /no generator magic/],
    ['a duration that is none', steps({ absent: 'StartTransaction', for: 'a while' }), /Not a duration/],
    ['overlapping expectations with different answers', steps({ anyOrder: [{ expect: 'Authorize', reply: { idTagInfo: { status: 'Accepted' } } }, { expect: 'Authorize', where: { idTag: 'A' }, reply: { idTagInfo: { status: 'Invalid' } } }] }), /answer it differently/],
    ['steps that judge nothing', steps({ operator: 'plug-in' }), /judges nothing/],
  ];
  for (const [name, change, says, path] of WRONG) {
    it(`finds ${name}`, async () => assert.match(await problemsOf(change, path), says));
  }

  it('takes overlapping expectations with the same answer', async () => {
    assert.equal(await problemsOf(steps({ anyOrder: [{ expect: 'Authorize' }, { expect: 'Authorize', where: { idTag: 'A' } }] })), '');
  });

  it('takes a value that only the run knows', async () => {
    assert.equal(await problemsOf(steps({ expect: 'StartTransaction', as: 'start', reply: { transactionId: 5 } }, { send: 'RemoteStopTransaction', with: { transactionId: '$start.reply.transactionId' } })), '');
  });

  it('finds nothing wrong with the testcases of this package', async () => {
    assert.deepEqual(await checkTestcases(), []);
  });
});
