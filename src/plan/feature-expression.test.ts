import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { FeatureExpressionError, evaluateFeatures, featureIdsIn } from './feature-expression.ts';

const IDS = ['C-49', 'C-06.1', 'HFS-1', 'fixed-cable', 'AQ-2', 'core'];

/** An expression as a tree with its text, evaluated without the code under test. */
interface Sample { text: string; holds: (has: (id: string) => boolean) => boolean }

const sample: fc.Arbitrary<Sample> = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof({ maxDepth: 5 },
    fc.constantFrom(...IDS).map((id): Sample => ({ text: id, holds: (has) => has(id) })),
    fc.tuple(fc.constantFrom('not ', 'NOT ', '!', '! '), tie('any')).map(([word, of]): Sample => ({ text: `${word}(${of.text})`, holds: (has) => !of.holds(has) })),
    fc.tuple(tie('any'), fc.constantFrom('and', 'AND'), tie('any')).map(([left, word, right]): Sample => ({ text: `(${left.text}) ${word} (${right.text})`, holds: (has) => left.holds(has) && right.holds(has) })),
    fc.tuple(tie('any'), fc.constantFrom('or', 'OR'), tie('any')).map(([left, word, right]): Sample => ({ text: `( ${left.text} )${word}(${right.text})`, holds: (has) => left.holds(has) || right.holds(has) })),
  ),
})).any;

describe('evaluateFeatures', () => {
  it('agrees with a naive evaluator on any expression', () => {
    fc.assert(fc.property(sample.filter(({ text }) => text.length < 900), fc.subarray(IDS), ({ text, holds }, declared) => {
      const features = new Set(declared);
      assert.equal(evaluateFeatures(text, features).holds, holds((id) => features.has(id)), text);
    }), { numRuns: 1_000 });
  });

  it('names ids that suffice: whatever the others are, the outcome stays', () => {
    fc.assert(fc.property(sample.filter(({ text }) => text.length < 900), fc.subarray(IDS), fc.subarray(IDS), ({ text }, declared, others) => {
      const { holds, because } = evaluateFeatures(text, new Set(declared));
      const features = new Set(others);
      for (const [, id = '', not] of because.matchAll(/(\S+) is (not )?declared/g)) {
        if (not === undefined) features.add(id);
        else features.delete(id);
      }
      assert.equal(evaluateFeatures(text, features).holds, holds, `${text}: ${because}`);
    }), { numRuns: 1_000 });
  });

  const cases: [string, string[], boolean, string][] = [
    ['C-49', [], false, 'C-49 is not declared'],
    ['C-49 and (C-30 or C-31)', ['C-49', 'C-31'], true, 'C-49 is declared, C-31 is declared'],
    ['a or b and c', ['a'], true, 'a is declared'],
    ['not a and b', ['b'], true, 'a is not declared, b is declared'],
    ['NOT (NOT C-52 AND (C-10.3 or C-10.4))', ['C-10.3'], false, 'C-52 is not declared, C-10.3 is declared'],
    ['!fixed-cable', ['fixed-cable'], false, 'fixed-cable is declared'],
  ];
  for (const [expression, features, holds, because] of cases) {
    it(`${expression} with ${features.join() || 'nothing'}: ${because}`, () => {
      assert.deepEqual(evaluateFeatures(expression, new Set(features)), { holds, because });
    });
  }

  const refused: [string, number, RegExp][] = [
    ['', 0, /A feature id is missing at position 1/],
    ['C-49 and', 8, /A feature id is missing/],
    ['C-49 C-50', 5, /"C-50" where "and", "or" or the end should be at position 6:\n {2}C-49 C-50\n {7}\^/],
    ['(C-49', 5, /A closing parenthesis is missing/],
    ['C-49)', 4, /"\)" where "and"/],
    ['C-49 & C-50', 5, /Unexpected "&"/],
    ['or', 0, /"or" where a feature id should be/],
    ['('.repeat(900), 101, /Too deeply nested/],
    [`a${' and a'.repeat(150)}`, 608, /Too many operands/],
    ['a'.repeat(1_001), 1_000, /too long/],
  ];
  for (const [expression, position, message] of refused) {
    it(`refuses ${JSON.stringify(expression.slice(0, 20))} at ${position}`, () => {
      assert.throws(() => evaluateFeatures(expression, new Set()), (error: unknown) => {
        assert(error instanceof FeatureExpressionError);
        assert.match(error.message, message);
        assert.equal(error.position, position);
        return true;
      });
    });
  }

  it('lists the ids of an expression', () => {
    assert.deepEqual([...featureIdsIn('a and not (b or c-1.2) or a')].sort(), ['a', 'b', 'c-1.2']);
  });
});
