import type { OcppVersion, Problem } from './types.ts';

// Table 7 of 1.6-J 4.2.3. Errata 5.1 and 5.2 keep both misspellings, because they are on the wire.
const codes16: ReadonlySet<string> = new Set([
  'NotImplemented', 'NotSupported', 'InternalError', 'ProtocolError', 'SecurityError', 'FormationViolation',
  'PropertyConstraintViolation', 'OccurenceConstraintViolation', 'TypeConstraintViolation', 'GenericError',
]);

// Part 4, 4.3; the same in 2.0.1 and 2.1.
const codes2: ReadonlySet<string> = new Set([
  'FormatViolation', 'GenericError', 'InternalError', 'MessageTypeNotSupported', 'NotImplemented', 'NotSupported',
  'OccurrenceConstraintViolation', 'PropertyConstraintViolation', 'ProtocolError', 'RpcFrameworkError',
  'SecurityError', 'TypeConstraintViolation',
]);

/** The codes that a CALLERROR (2.1: also a CALLRESULTERROR) of the version may bear (1.6-J 4.2.3, Part 4 4.3). */
export function callErrorCodes(version: OcppVersion): ReadonlySet<string> {
  return version === '1.6' ? codes16 : codes2;
}

interface CodeTable {
  readonly byProblem: Readonly<Record<string, string>>;
  readonly byKeyword: Readonly<Record<string, string>>;
}

const table16: CodeTable = {
  byProblem: {
    'not-json': 'FormationViolation', 'not-array': 'FormationViolation', 'payload-type': 'FormationViolation',
    length: 'ProtocolError', 'unknown-action': 'NotImplemented', direction: 'NotSupported',
  },
  byKeyword: {
    required: 'ProtocolError', additionalProperties: 'FormationViolation', type: 'TypeConstraintViolation',
    minItems: 'OccurenceConstraintViolation', maxItems: 'OccurenceConstraintViolation',
  },
};

const table2: CodeTable = {
  byProblem: {
    'not-json': 'FormatViolation', 'not-array': 'RpcFrameworkError', 'message-type': 'MessageTypeNotSupported',
    length: 'RpcFrameworkError', 'id-type': 'RpcFrameworkError', 'id-empty': 'RpcFrameworkError',
    'id-too-long': 'RpcFrameworkError', 'action-type': 'RpcFrameworkError', 'payload-type': 'ProtocolError',
    'unknown-action': 'NotImplemented', direction: 'NotSupported',
  },
  byKeyword: {
    required: 'OccurrenceConstraintViolation', additionalProperties: 'ProtocolError', type: 'TypeConstraintViolation',
    minItems: 'OccurrenceConstraintViolation', maxItems: 'OccurrenceConstraintViolation',
  },
};

/**
 * The code of the CALLERROR that answers a CALL with this problem, read off the descriptions in the
 * version's table of error codes. A value that its schema forbids is a PropertyConstraintViolation
 * (1.6 errata name it for an unknown enumeration value and a wrong connectorId).
 */
export function codeForProblem(version: OcppVersion, problem: Problem): string {
  const table = version === '1.6' ? table16 : table2;
  if (problem.code !== 'schema') return own(table.byProblem, problem.code) ?? 'GenericError';
  return own(table.byKeyword, problem.keyword ?? '') ?? 'PropertyConstraintViolation';
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
