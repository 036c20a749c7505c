import type { OcppVersion, Sut } from '../ocppj/types.ts';
import type { Facts } from '../plan/types.ts';
import type { Messages, TypedStep, TypedTestcase } from './typed.ts';
import type { StateDefinition, StateExport, TestcaseExport, TestcaseSource } from './types.ts';

/** A testcase, or a function of the facts to one, checked against the messages of a version and role. */
export type TypedSource<M extends Messages, From extends string, To extends string> =
  | TypedTestcase<M, From, To> | ((facts: Facts) => TypedTestcase<M, From, To>);

/** A state whose steps are checked in the same way. */
export type TypedState<M extends Messages, From extends string, To extends string> =
  Omit<StateDefinition, 'steps'> & { steps: (...input: Parameters<StateDefinition['steps']>) => TypedStep<M, From, To>[] };

/** Makes the two builders of a version and role. */
export function defineBuilders<M extends Messages, From extends string, To extends string>(ocpp: OcppVersion, sut: Sut): {
  test: (source: TypedSource<M, From, To>) => TestcaseExport;
  state: (definition: TypedState<M, From, To>) => StateExport;
} {
  return {
    // The typed form is a subset of the plain one; payload interfaces only lack its index signature.
    test: (source) => ({ kind: 'testcase', ocpp, sut, source: source as unknown as TestcaseSource }),
    state: (definition) => ({ kind: 'state', ocpp, sut, definition: definition as unknown as StateDefinition }),
  };
}
