import type { Sut } from '../../ocppj/types.ts';
import type { IndexEntry } from '../../testcase/index-types.ts';
import type { StateDefinition, Step, TestcaseExport, TestcaseSource } from '../../testcase/types.ts';
import type { Library } from '../options.ts';

/** A testcase in short: its steps, and what differs from a plain one. */
export function makeSource(steps: Step[], rest: { given?: string[]; settings?: Record<string, string>; requires?: string[] } = {}): TestcaseSource {
  return { title: 'A testcase', purpose: 'It is played.', spec: ['4.1'], profile: 'Core', steps, ...rest };
}

/** Makes a library of testcases of 1.6, by id, and of states, by name. */
export function makeLibrary(sut: Sut, testcases: Readonly<Record<string, TestcaseSource>>, states: Readonly<Record<string, Step[]>> = {}): Library {
  const paths = new Map(Object.entries(testcases).map(([id, source]) => [`ocpp1.6/${sut}/topic/${id}-case`, { id, source }]));
  const definitions = Object.entries(states).map(([name, steps]): [string, StateDefinition] => [name, { name, purpose: 'A state.', steps: () => steps }]);
  return {
    index: () => Promise.resolve([...paths].map(([path, { id }]): IndexEntry => ({
      id, title: `Case ${id}`, purpose: 'It is played.', path, ocpp: '1.6', sut, profile: 'Core', topic: `ocpp1.6/${sut}/topic`,
      requires: [], requirements: ['4.1'], oneWay: false, estimateSeconds: 0, operatorTrips: 0,
    }))),
    testcase: (path) => {
      const found = paths.get(path);
      if (!found) return Promise.reject(new Error(`there is no testcase ${path}`));
      const made: TestcaseExport = { kind: 'testcase', ocpp: '1.6', sut, source: found.source };
      return Promise.resolve(made);
    },
    states: () => Promise.resolve(new Map(definitions)),
  };
}
