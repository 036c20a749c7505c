import type { JsonValue } from '../ocppj/types.ts';

/** What an operator can be asked to do at a charger (design section 2). */
export const OPERATOR_ACTIONS = [
  'plug-in', 'unplug', 'present-token', 'ev-ready', 'ev-suspend', 'power-off', 'power-on', 'reboot',
  'fault', 'clear-fault', 'lock-failure', 'occupy-bay', 'leave-bay', 'press-stop', 'meter', 'observe',
] as const;

export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];

/** The body of an operator request. */
export interface OperatorRequest {
  testcase: string;
  station: string;
  evse?: number;
  connector?: number;
  token?: JsonValue;
  /** `plug-in`: the plug is not latched. */
  half?: boolean;
  /** `unplug`: which end; default both. */
  side?: 'ev' | 'station' | 'both';
  /** `meter`: the register to show, in Wh. */
  energy?: number;
  /** `observe`: a question that is answered with yes or no. */
  question?: string;
  /** For a person: what to do, as a sentence. */
  instruction?: string;
}

/** How an operator or a driver answered. */
export type ActionResult =
  | { kind: 'done'; answer?: boolean }
  /** It cannot do that here: the testcase is inconclusive. */
  | { kind: 'cannot'; reason: string }
  /** It broke: the testcase ends in error. */
  | { kind: 'broken'; reason: string };

/** Whoever does the physical things at a charger. Never throws; resolves in bounded time. */
export interface Operator {
  perform(action: OperatorAction, request: OperatorRequest, timeoutMs: number): Promise<ActionResult>;
  /** What it can do, where it says so; undefined when it does not. */
  capabilities(): Promise<string[] | undefined>;
  close(): Promise<void>;
}
