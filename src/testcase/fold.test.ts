import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { foldTestcase, StateError } from './fold.ts';
import { defaultFacts } from './sample-facts.ts';
import type { Session, StateDefinition, Step, Testcase } from './types.ts';

const facts = defaultFacts('1.6', 'charge-point');
const testcase = (change: Partial<Testcase>): Testcase => ({ title: 'T', purpose: 'P', spec: ['1'], profile: 'Core', steps: [], ...change });
const send = (name: string): Step => ({ send: name });

/** States by name; a list of steps stands for a state without anything else. */
function states(definitions: Record<string, Partial<StateDefinition> & { does?: Step[] }>): Map<string, StateDefinition> {
  return new Map(Object.entries(definitions).map(([name, { does = [send(name)], ...rest }]) => [name, { name, purpose: '', steps: () => does, ...rest }]));
}
const paths = (testcase_: Testcase, known: Map<string, StateDefinition>): string[] => foldTestcase(testcase_, facts, known).steps.map(({ path, phase }) => `${phase} ${path}`);

describe('testcase/fold', () => {
  it('puts the steps of given states first, and tells them from the body', () => {
    const known = states({ plugged: { does: [send('A'), send('B')] } });
    assert.deepEqual(paths(testcase({ given: ['plugged'], steps: [send('C'), { state: 'plugged' }, send('D')] }), known),
      ['given given plugged.1', 'given given plugged.2', 'body 1', 'body 2.plugged.1', 'body 2.plugged.2', 'body 3']);
  });

  it('brings about what a state needs, unless the session is there already', () => {
    const known = states({ parked: { gives: { parked: true } }, plugged: { needs: ['parked'], gives: { plugged: true } }, charging: { needs: ['parked', 'plugged'] } });
    assert.deepEqual(paths(testcase({ given: ['charging'] }), known), ['given given charging.parked.1', 'given given charging.plugged.1', 'given given charging.1']);
    assert.deepEqual(paths(testcase({ given: ['plugged', 'charging'] }), known), ['given given plugged.parked.1', 'given given plugged.1', 'given given charging.1']);
  });

  it('gives a state the session so far, its parameters and the facts', () => {
    const seen: unknown[] = [];
    const steps: StateDefinition['steps'] = (given, session: Session, params) => { seen.push([given.connector, session.plugged, params]); return []; };
    const known = states({ plugged: { gives: { plugged: true } }, looks: { steps } });
    const { session } = foldTestcase(testcase({ steps: [{ state: 'looks' }, { state: 'plugged' }, { state: 'looks', with: { a: 1 } }] }), facts, known);
    assert.deepEqual(seen, [[1, false, {}], [1, true, { a: 1 }]]);
    assert.equal(session.plugged, true);
  });

  it('gathers settings and conditions, the testcase having the last word', () => {
    const known = states({ one: { settings: { A: '1', B: '1' }, requires: ['x'] }, two: { settings: { B: '2', C: '2' }, requires: ['x', 'y'] } });
    const folded = foldTestcase(testcase({ given: ['one', 'two'], settings: { C: '3' }, requires: ['z'] }), facts, known);
    assert.deepEqual(folded.settings, { A: '1', B: '2', C: '3' });
    assert.deepEqual(folded.requires, ['z', 'x', 'y']);
  });

  it('unfolds states within states', () => {
    const known = states({ outer: { does: [send('A'), { state: 'inner' }] }, inner: {} });
    assert.deepEqual(paths(testcase({ steps: [{ state: 'outer' }] }), known), ['body 1.outer.1', 'body 1.outer.2.inner.1']);
  });

  it('throws for a state that does not exist, and for states that go in a circle', () => {
    assert.throws(() => paths(testcase({ given: ['nowhere'] }), states({ here: {} })), (error: unknown) => error instanceof StateError && /no state nowhere; known are here/.test(error.message));
    assert.throws(() => paths(testcase({ given: ['a'] }), states({ a: { needs: ['b'], gives: { parked: true } }, b: { needs: ['a'], gives: { plugged: true } } })), /a → b → a/);
    assert.throws(() => paths(testcase({ steps: [{ state: 'a' }] }), states({ a: { does: [{ state: 'a' }] } })), StateError);
  });
});
