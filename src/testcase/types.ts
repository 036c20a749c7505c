import type { JsonValue, OcppVersion, Payload, Sut } from '../ocppj/types.ts';
import type { OperatorAction } from '../operator/types.ts';
import type { ConnectionEventName, OfflineMode } from '../peer/types.ts';
import type { Facts } from '../plan/types.ts';

/** Milliseconds, or a number with a unit: `500ms`, `5s`, `2m`; or a `$ref` to milliseconds. */
export type Duration = number | string;

/** A name, a saved value or a fact: `$connector`, `$start.payload.meterStart`. */
export type Ref = `$${string}`;

/** What may be said of any step. */
export interface StepOptions {
  /** Saves the frame: `$x.payload`, `$x.at`, `$x.reply`, `$x.repliedAt`. */
  as?: string;
  /** Not before this time from the stimulus, or from `since`: a hard lower bound. */
  after?: Duration;
  /** Not later than this from the stimulus, or from `since`; the tolerance is added. */
  within?: Duration;
  /** A saved frame from whose arrival (or, for a frame that we answered, our answer) times count. */
  since?: Ref;
  /** The clause that this step checks, where it is not one of the testcase's. */
  clause?: string;
  /** One sentence for the reader. */
  note?: string;
}

export type ReplyPattern = Payload | 'any' | 'none' | { error: true | string | string[] } | { oneOf: Record<string, ReplyBranch> };
export type ReplyBranch = { reply: Payload | { error: true | string | string[] }; clause: string };
/** Whether the answer may be one of several, each with its clause. */
export const isChoice = (reply: ReplyPattern): reply is { oneOf: Record<string, ReplyBranch> } => typeof reply === 'object' && 'oneOf' in reply;
/** Whether a CALLERROR is wanted. */
export const isRefusal = (reply: ReplyPattern): reply is { error: true | string | string[] } => typeof reply === 'object' && 'error' in reply;
export type ReplyTemplate = Payload | { error: string; description?: string } | { exact: JsonValue } | 'none';

export interface OperatorStep extends StepOptions {
  operator: OperatorAction;
  connector?: JsonValue; evse?: JsonValue; token?: JsonValue; half?: boolean; side?: 'ev' | 'station' | 'both';
  energy?: JsonValue; question?: string; answer?: boolean;
}
export interface TriggerStep extends StepOptions {
  trigger: string; with?: Payload;
  /** The driver did the same before in this testcase: where it cannot now, that is the CSMS's doing, and fails. */
  proven?: true;
}
export interface SetupStep extends StepOptions { setup: 'token' | 'password' | 'boot' | 'reset'; with?: Payload }
export interface SendStep extends StepOptions {
  send: string; with?: Payload; reply?: ReplyPattern;
  /** Deliberately not what the version has: an unknown action, or a payload that its schema forbids. */
  invalid?: true;
  /** The device may close the connection instead of answering. */
  orClose?: true;
  /** Send it again and again: this often, this many times. */
  every?: Duration; count?: number;
}
export interface RawStep extends StepOptions { raw: string }
export interface ExpectStep extends StepOptions {
  expect: string; which?: Payload; where?: Payload; reply?: ReplyTemplate | ReplyTemplate[];
}
export interface CollectStep extends StepOptions {
  collect: string; which?: Payload; each?: Payload; some?: Payload[];
  until: { count?: number; where?: Payload; quiet?: Duration; for?: Duration };
  /** Between arrivals, or between the instants that `of` points at in each payload. */
  gaps?: { period?: Duration; min?: Duration; max?: Duration; of?: string };
  reply?: ReplyTemplate | ReplyTemplate[];
}
export interface AbsentStep extends StepOptions { absent: string; which?: Payload; for: Duration }
/** Frames that this segment tolerates, though they report something that the scenario did not ask for. */
export interface AllowStep extends StepOptions { allow: string; which?: Payload; reply?: ReplyTemplate }
export interface InOrderStep extends StepOptions { inOrder: Step[] }
export interface AnyOrderStep extends StepOptions { anyOrder: Step[] }
export interface OptionalStep extends StepOptions { optional: Step[] }
export interface OneOfStep extends StepOptions { oneOf: Record<string, Step[]> }
export interface IfStep extends StepOptions { if: { ref: Ref; is: JsonValue }; then: Step[]; else?: Step[] }
export interface StateStep extends StepOptions { state: string; with?: Payload }
export interface ConnectStep extends StepOptions { connect: true | Payload }
export interface DisconnectStep extends StepOptions { disconnect: true | number }
export interface OfflineStep extends StepOptions { offline: OfflineMode }
export interface OnlineStep extends StepOptions { online: true | { hold: Step[] } }
export interface WaitStep extends StepOptions { wait: Duration }
export interface VerifyStep extends StepOptions { verify: string; with?: Payload }

export type Step =
  | OperatorStep | TriggerStep | SetupStep | SendStep | RawStep | ExpectStep | CollectStep | AbsentStep | AllowStep
  | InOrderStep | AnyOrderStep | OptionalStep | OneOfStep | IfStep | StateStep
  | ConnectStep | DisconnectStep | OfflineStep | OnlineStep | WaitStep | VerifyStep;

/** What a setting must be: a value, a value if the device has the key, or anything but a value. */
export type SettingValue = string | { ifImplemented: string } | { not: string };

/** What a testcase says once it has its facts: data that survives JSON. */
export interface Testcase {
  title: string;
  purpose: string;
  /** Clauses of the specification that it checks. */
  spec: string[];
  profile: string;
  /** Feature expressions that must all hold for it to apply. */
  requires?: string[];
  /** States that are brought about before the part under test, in order. */
  given?: string[];
  settings?: Record<string, SettingValue>;
  /** Cannot be undone: runs last, and only when asked for. */
  oneWay?: boolean;
  /** Frames that may come at any time in this testcase without being expected. */
  allow?: string[];
  steps: Step[];
}

export type TestcaseSource = Testcase | ((facts: Facts) => Testcase);

/** What the session has come to, as states fold it. */
export interface Session {
  parked: boolean; plugged: boolean; authorized: boolean; charging: boolean; started: boolean; ended: boolean;
}

/** A reusable run of steps that brings the device somewhere. */
export interface StateDefinition {
  name: string;
  /** One sentence: where the device is afterwards. */
  purpose: string;
  requires?: string[];
  /** States that come first, unless the session already gives what they give. */
  needs?: string[];
  /** What the session comes to; a function where that depends on the device, such as on its TxStartPoint. */
  gives?: Partial<Session> | ((facts: Facts, session: Session) => Partial<Session>);
  settings?: Record<string, SettingValue>;
  steps: (facts: Facts, session: Session, params: Payload) => Step[];
}

/** What a file below testcases/ exports by default: made by a builder, recognised by `kind`. */
export interface TestcaseExport { kind: 'testcase'; ocpp: OcppVersion; sut: Sut; source: TestcaseSource }
export interface StateExport { kind: 'state'; ocpp: OcppVersion; sut: Sut; definition: StateDefinition }

export const CONNECTION_EVENTS: readonly ConnectionEventName[] =
  ['ClientHello', 'TlsFailure', 'Upgrade', 'Refused', 'Open', 'Close', 'Error', 'Ping', 'Pong'];

/** Steps that make something happen and so open a segment. */
export type StimulusStep =
  | OperatorStep | TriggerStep | SetupStep | SendStep | RawStep | ConnectStep | DisconnectStep
  | OfflineStep | OnlineStep | WaitStep;

const STIMULI = ['operator', 'trigger', 'setup', 'send', 'raw', 'connect', 'disconnect', 'offline', 'online', 'wait'] as const;

/** Whether the step opens a segment (design section 4, semantics 1). */
export function isStimulus(step: Step): step is StimulusStep {
  return STIMULI.some((verb) => verb in step);
}

const VERBS = [
  ...STIMULI, 'expect', 'collect', 'absent', 'allow', 'inOrder', 'anyOrder', 'optional', 'oneOf', 'if', 'state', 'verify',
] as const;

/** The verb of a step; throws when it has none. */
export function verbOf(step: Step): (typeof VERBS)[number] {
  const verb = VERBS.find((name) => name in step);
  if (verb === undefined) throw new Error(`A step has no verb: ${JSON.stringify(step)}`);
  return verb;
}
