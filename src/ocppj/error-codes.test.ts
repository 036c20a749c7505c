import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { callErrorCodes, codeForProblem } from './error-codes.ts';
import { makeProblem } from './problem.ts';
import type { ProblemCode } from './problem.ts';
import type { OcppVersion, Problem } from './types.ts';

const versions: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];
const framing = (code: ProblemCode): Problem => makeProblem(code, '$', 'Anything.', 1, 'any');
const schema = (keyword: string): Problem => ({ ...framing('schema'), keyword });

describe('callErrorCodes', () => {
  it('keeps the misspelt codes of 1.6, and only there', () => {
    for (const code of ['OccurenceConstraintViolation', 'FormationViolation']) {
      assert.deepEqual(versions.map((version) => callErrorCodes(version).has(code)), [true, false, false]);
    }
    for (const code of ['OccurrenceConstraintViolation', 'FormatViolation', 'RpcFrameworkError', 'MessageTypeNotSupported']) {
      assert.deepEqual(versions.map((version) => callErrorCodes(version).has(code)), [false, true, true]);
    }
    assert.deepEqual(versions.map((version) => callErrorCodes(version).size), [10, 12, 12]);
  });
});

describe('codeForProblem', () => {
  const table: readonly (readonly [Problem, string, string])[] = [
    // problem, code in 1.6, code in 2.x
    [framing('not-json'), 'FormationViolation', 'FormatViolation'],
    [framing('not-array'), 'FormationViolation', 'RpcFrameworkError'],
    [framing('message-type'), 'GenericError', 'MessageTypeNotSupported'],
    [framing('length'), 'ProtocolError', 'RpcFrameworkError'],
    [framing('id-too-long'), 'GenericError', 'RpcFrameworkError'],
    [framing('unknown-action'), 'NotImplemented', 'NotImplemented'],
    [framing('direction'), 'NotSupported', 'NotSupported'],
    [framing('too-large'), 'GenericError', 'GenericError'],
    [schema('required'), 'ProtocolError', 'OccurrenceConstraintViolation'],
    [schema('additionalProperties'), 'FormationViolation', 'ProtocolError'],
    [schema('type'), 'TypeConstraintViolation', 'TypeConstraintViolation'],
    [schema('maxLength'), 'PropertyConstraintViolation', 'PropertyConstraintViolation'],
    [schema('enum'), 'PropertyConstraintViolation', 'PropertyConstraintViolation'],
    [schema('minItems'), 'OccurenceConstraintViolation', 'OccurrenceConstraintViolation'],
    [schema('constructor'), 'PropertyConstraintViolation', 'PropertyConstraintViolation'],
  ];
  for (const [problem, in16, in2] of table) {
    it(`answers ${problem.code} ${problem.keyword ?? ''}`.trim(), () => {
      assert.deepEqual(versions.map((version) => codeForProblem(version, problem)), [in16, in2, in2]);
      for (const version of versions) assert.ok(callErrorCodes(version).has(codeForProblem(version, problem)));
    });
  }
});
