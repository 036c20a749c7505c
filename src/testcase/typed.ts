import type { JsonValue } from '../ocppj/types.ts';
import type { OperatorAction, } from '../operator/types.ts';
import type { ConnectionEventName } from '../peer/types.ts';
import type {
  DisconnectStep, Duration, IfStep, OfflineStep, OperatorStep, RawStep, Ref, SetupStep, StateStep, StepOptions,
  Testcase, VerifyStep, WaitStep, ConnectStep,
} from './types.ts';

/** A computed value: the name of a generator in src/checks and its arguments. */
export interface Make { make: string; [argument: string]: JsonValue }

/** A payload as a testcase writes it: any leaf may be a reference or be computed. */
export type Template<T> =
  T extends readonly (infer U)[] ? Template<U>[] | Ref | Make
    : T extends object ? { [K in keyof T]?: Template<T[K]> } | Ref | Make
      : T | Ref | Make;

type Bounds = { min?: number | string; max?: number | string };

/** A pattern for what the device sends: literals, references and matchers. */
export type Pattern<T> =
  | Ref | Make | { oneOf: readonly Pattern<T>[] } | { not: Pattern<T> } | { omitted: true } | { present: true } | Bounds
  | { near: number | string; by: Duration | number }
  | (T extends readonly (infer U)[]
    ? readonly Pattern<U>[] | { includes: Pattern<U> | readonly Pattern<U>[] } | { every: Pattern<U> }
    : T extends object ? { [K in keyof T]?: Pattern<T[K]> }
      : T);

/** Types of the messages of one version: payloads by action. */
export interface Messages { requests: object; responses: object }

type Req<M extends Messages, A> = A extends keyof M['requests'] ? M['requests'][A] : never;
type Res<M extends Messages, A> = A extends keyof M['responses'] ? M['responses'][A] : never;

type Refusal = { error: true | string | string[] };
type Answer<T> = Template<T> | { error: string; description?: string } | { exact: JsonValue } | 'none';

type SendStepOf<M extends Messages, A extends string> = A extends string ? StepOptions & {
  send: A; with?: Template<Req<M, A>>;
  reply?: Pattern<Res<M, A>> | 'any' | 'none' | Refusal | { oneOf: Record<string, { reply: Pattern<Res<M, A>> | Refusal; clause: string }> };
  every?: Duration; count?: number; orClose?: true; invalid?: never;
} : never;
/** A call that is wrong on purpose: neither its action nor its payload is one of the version. */
type InvalidSendStep = StepOptions & { send: string; invalid: true; with?: { [key: string]: JsonValue }; reply: Refusal | 'none' };
type TriggerStepOf<M extends Messages, A extends string> = A extends string
  ? StepOptions & { trigger: A; with?: Template<Req<M, A>>; proven?: true } : never;
type ExpectStepOf<M extends Messages, A extends string> = A extends string ? StepOptions & {
  expect: A; which?: Pattern<Req<M, A>>; where?: Pattern<Req<M, A>>; reply?: Answer<Res<M, A>> | Answer<Res<M, A>>[];
} : never;
type CollectStepOf<M extends Messages, A extends string> = A extends string ? StepOptions & {
  collect: A; which?: Pattern<Req<M, A>>; each?: Pattern<Req<M, A>>; some?: Pattern<Req<M, A>>[];
  until: { count?: number; where?: Pattern<Req<M, A>>; quiet?: Duration; for?: Duration };
  gaps?: { period?: Duration; min?: Duration; max?: Duration; of?: string };
  reply?: Answer<Res<M, A>> | Answer<Res<M, A>>[];
} : never;
type AbsentStepOf<M extends Messages, A extends string> = A extends string
  ? StepOptions & { absent: A; which?: Pattern<Req<M, A>>; for: Duration } : never;
type AllowStepOf<M extends Messages, A extends string> = A extends string
  ? StepOptions & { allow: A; which?: Pattern<Req<M, A>>; reply?: Answer<Res<M, A>> } : never;
type ConnectionExpectStep = StepOptions & { expect: ConnectionEventName; which?: { [key: string]: JsonValue }; where?: { [key: string]: JsonValue } };
type ConnectionAbsentStep = StepOptions & { absent: ConnectionEventName; which?: { [key: string]: JsonValue }; for: Duration };

/** Arguments of checks, states and drivers are their own business; the offline check looks at them. */
type Loose<S extends { with?: unknown }> = Omit<S, 'with'> & { with?: { [name: string]: unknown } };

/** A step of a testcase in which the device sends `From` and we send `To`. */
export type TypedStep<M extends Messages, From extends string, To extends string> =
  | (OperatorStep & { operator: OperatorAction })
  | RawStep | ConnectStep | DisconnectStep | OfflineStep | WaitStep
  | Loose<SetupStep> | Loose<StateStep> | Loose<VerifyStep>
  | (StepOptions & { online: true | { hold: TypedStep<M, From, To>[] } })
  | SendStepOf<M, To> | InvalidSendStep | TriggerStepOf<M, From>
  | ExpectStepOf<M, From> | CollectStepOf<M, From> | AbsentStepOf<M, From> | AllowStepOf<M, From>
  | ConnectionExpectStep | ConnectionAbsentStep
  | (StepOptions & { inOrder: TypedStep<M, From, To>[] })
  | (StepOptions & { anyOrder: TypedStep<M, From, To>[] })
  | (StepOptions & { optional: TypedStep<M, From, To>[] })
  | (StepOptions & { oneOf: Record<string, TypedStep<M, From, To>[]> })
  | (Omit<IfStep, 'then' | 'else'> & { then: TypedStep<M, From, To>[]; else?: TypedStep<M, From, To>[] });

/** A testcase whose steps are checked against the messages of its version and role. */
export type TypedTestcase<M extends Messages, From extends string, To extends string> =
  Omit<Testcase, 'steps' | 'allow'> & { allow?: From[]; steps: TypedStep<M, From, To>[] };
