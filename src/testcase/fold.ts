import type { Payload } from '../ocppj/types.ts';
import type { Facts } from '../plan/types.ts';
import type { Session, SettingValue, StateDefinition, Step, Testcase } from './types.ts';

/** Which part of a testcase a step belongs to: a missed `given` is inconclusive, the rest fails. */
export type Phase = 'given' | 'body';

/** A step of a testcase with its states unfolded. */
export interface FoldedStep { step: Step; path: string; phase: Phase }

/** A testcase ready to run: its states unfolded, all settings and conditions gathered. */
export interface FoldedTestcase {
  testcase: Testcase;
  steps: FoldedStep[];
  settings: Record<string, SettingValue>;
  requires: string[];
  session: Session;
}

const EMPTY: Session = { parked: false, plugged: false, authorized: false, charging: false, started: false, ended: false };

/** A name among `given` or in `state` that no file defines, or states that need each other in a circle. */
export class StateError extends Error {}

/**
 * Unfolds the states of a testcase, in `given` and in its steps, with what they need (design section
 * 4). Throws a StateError for a state that does not exist or needs itself.
 */
export function foldTestcase(testcase: Testcase, facts: Facts, states: ReadonlyMap<string, StateDefinition>): FoldedTestcase {
  let session: Session = { ...EMPTY };
  const settings: Record<string, SettingValue> = {};
  const requires = new Set(testcase.requires);

  const enter = (name: string, params: Payload, path: string, phase: Phase, trail: readonly string[]): FoldedStep[] => {
    const state = states.get(name);
    if (!state) throw new StateError(`Step ${path}: there is no state ${name}; known are ${[...states.keys()].sort().join(', ')}`);
    if (trail.includes(name)) throw new StateError(`State ${name} needs itself: ${[...trail, name].join(' → ')}`);
    const before = (state.needs ?? []).flatMap((need) => (isGiven(states.get(need), facts, session) ? [] : enter(need, {}, `${path}.${need}`, phase, [...trail, name])));
    Object.assign(settings, state.settings);
    state.requires?.forEach((feature) => requires.add(feature));
    const own = unfold(state.steps(facts, session, params), path, phase, [...trail, name]);
    session = { ...session, ...givenBy(state, facts, session) };
    return [...before, ...own];
  };

  const unfold = (steps: readonly Step[], path: string, phase: Phase, trail: readonly string[]): FoldedStep[] =>
    steps.flatMap((step, index) => {
      const here = path === '' ? String(index + 1) : `${path}.${index + 1}`;
      return 'state' in step ? enter(step.state, step.with ?? {}, `${here}.${step.state}`, phase, trail) : [{ step, path: here, phase }];
    });

  const given_ = (testcase.given ?? []).flatMap((name) => enter(name, {}, `given ${name}`, 'given', []));
  const body = unfold(testcase.steps, '', 'body', []);
  Object.assign(settings, testcase.settings);
  return { testcase, steps: [...given_, ...body], settings, requires: [...requires], session };
}

/** What the session comes to by the state. */
function givenBy({ gives }: StateDefinition, facts: Facts, session: Session): Partial<Session> {
  return typeof gives === 'function' ? gives(facts, session) : gives ?? {};
}

/** Whether the session already is where the state would bring it. */
function isGiven(state: StateDefinition | undefined, facts: Facts, session: Session): boolean {
  const gives = Object.entries(state ? givenBy(state, facts, session) : {});
  return gives.length > 0 && gives.every(([key, value]) => Object.entries(session).some(([own, now]) => own === key && now === value));
}
