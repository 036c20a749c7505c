import type { OcppVersion, Problem, Sut } from '../ocppj/types.ts';
import type { ConnectionEvent, FrameEvent, TextEvent, WireEvent } from '../peer/types.ts';

/** The minor version of Open OCPP Trace that the records follow. */
export const TRACE_SCHEMA_VERSION = '1.1';

/**
 * One line of a trace. With `messageType` it is an Open OCPP Trace v1 record; without, it is one of
 * ours, which a v1 consumer skips. Everything that v1 does not name stands in `meta.plugproof`.
 */
export interface TraceRecord {
  schemaVersion: typeof TRACE_SCHEMA_VERSION;
  /** ISO date-time. */
  timestamp: string;
  ocppVersion?: string;
  transport: 'json';
  chargePointId?: string;
  connectorId?: number;
  direction?: 'cp-to-csms' | 'csms-to-cp';
  messageType?: 'CALL' | 'CALLRESULT' | 'CALLERROR';
  messageId?: string;
  action?: string;
  payload?: unknown;
  /** The text as it crossed the wire; absent where it was cut. */
  raw?: string;
  error?: { code?: string; description?: string; details?: unknown };
  meta: { plugproof: TraceMeta };
}

export type TraceMeta = FrameMeta | TextMeta | ConnectionMeta | AttemptMeta | NoticeMeta;

interface WireMeta {
  /** Clock milliseconds, as the rules use them. */
  at: number;
  connection: number;
}

interface FrameMeta extends WireMeta {
  record: 'frame';
  /** The message type, where v1 has none for it (2.1). */
  kind?: string;
  /** The clock time of the call that this answers. */
  callAt?: number;
  problems?: Problem[];
  /** The text was cut, so `raw` is missing. */
  rawCut?: boolean;
}

interface TextMeta extends WireMeta {
  record: 'text';
  binary: boolean;
  bytes: number;
  problems: Problem[];
}

interface ConnectionMeta extends WireMeta {
  record: 'connection';
  event: ConnectionEvent['event'];
  detail: ConnectionEvent['detail'];
  ours: boolean;
}

interface AttemptMeta {
  record: 'attempt';
  testcase: string;
  attempt: number;
}

interface NoticeMeta {
  record: 'notice';
  text: string;
}

export interface TraceContext {
  ocpp: OcppVersion;
  sut: Sut;
}

const TYPE_IDS = { CALL: 2, CALLRESULT: 3, CALLERROR: 4, CALLRESULTERROR: 5, SEND: 6 } as const;

/** Converts a wire event into the line of a trace; frames of 1.6 and 2.0.1 are Open OCPP Trace v1 records. */
export function toTraceRecord(event: WireEvent, context: TraceContext): TraceRecord {
  if (event.type === 'frame') return frameRecord(event, context);
  return event.type === 'text' ? textRecord(event, context) : connectionRecord(event, context);
}

/** The line that separates the attempts of one testcase in its trace. */
export function attemptRecord(testcase: string, attempt: number, wall: string): TraceRecord {
  return ownRecord(wall, { record: 'attempt', testcase, attempt });
}

/** A line by which the writer says that something is missing from the trace. */
export function noticeRecord(text: string, wall: string): TraceRecord {
  return ownRecord(wall, { record: 'notice', text });
}

function ownRecord(timestamp: string, plugproof: TraceMeta): TraceRecord {
  return { schemaVersion: TRACE_SCHEMA_VERSION, timestamp, transport: 'json', meta: { plugproof } };
}

function baseRecord(event: WireEvent, context: TraceContext) {
  return {
    schemaVersion: TRACE_SCHEMA_VERSION,
    timestamp: event.wall,
    ocppVersion: context.ocpp,
    transport: 'json',
    chargePointId: event.station,
  } as const;
}

function directionOf(direction: 'in' | 'out', context: TraceContext): 'cp-to-csms' | 'csms-to-cp' {
  return (direction === 'in') === (context.sut === 'charge-point') ? 'cp-to-csms' : 'csms-to-cp';
}

function wireMeta(event: WireEvent): WireMeta {
  return { at: Math.round(event.at * 1000) / 1000, connection: event.connection };
}

function frameRecord(event: FrameEvent, context: TraceContext): TraceRecord {
  const { frame } = event;
  const decoded = decodeFrame(event.text);
  const faithful = decoded !== undefined && decoded[0] === TYPE_IDS[frame.kind]
    && (!('action' in frame) || decoded[2] === frame.action);
  const meta: FrameMeta = { record: 'frame', ...wireMeta(event) };
  if (event.callAt !== undefined) meta.callAt = event.callAt;
  if (event.problems.length > 0) meta.problems = event.problems;
  if (!faithful) meta.rawCut = true;
  const named = frame.kind === 'SEND' || frame.kind === 'CALLRESULTERROR' ? undefined : frame.kind;
  if (!named) meta.kind = frame.kind;
  const action = 'action' in frame ? frame.action : event.action;
  // `raw` must decode to the same fields, so an id that was no string is left out.
  const sameId = !faithful || decoded[1] === frame.id;
  return {
    ...baseRecord(event, context),
    ...connectorOf(frame),
    direction: directionOf(event.direction, context),
    ...(named ? { messageType: named } : {}),
    ...(sameId ? { messageId: frame.id } : {}),
    ...(action === undefined ? {} : { action }),
    ...contentOf(frame, faithful ? decoded : undefined),
    ...(faithful ? { raw: event.text } : {}),
    meta: { plugproof: meta },
  };
}

/** The payload or the error, as the text has it where the text is whole. */
function contentOf(frame: FrameEvent['frame'], decoded: readonly unknown[] | undefined): Pick<TraceRecord, 'payload' | 'error'> {
  if ('payload' in frame) return { payload: decoded ? decoded[frame.kind === 'CALLRESULT' ? 2 : 3] : frame.payload };
  const [, , code, description, details] = decoded ?? [0, 0, frame.code, frame.description, frame.details];
  return {
    error: {
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof description === 'string' ? { description } : {}),
      ...(details === undefined ? {} : { details }),
    },
  };
}

function connectorOf(frame: FrameEvent['frame']): { connectorId?: number } {
  if (!('payload' in frame) || typeof frame.payload !== 'object' || frame.payload === null || Array.isArray(frame.payload)) return {};
  const id = Object.hasOwn(frame.payload, 'connectorId') ? frame.payload.connectorId : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? { connectorId: id } : {};
}

function textRecord(event: TextEvent, context: TraceContext): TraceRecord {
  const { binary, bytes, problems } = event;
  return {
    ...baseRecord(event, context),
    direction: directionOf(event.direction, context),
    raw: event.text,
    meta: { plugproof: { record: 'text', ...wireMeta(event), binary, bytes, problems } },
  };
}

function connectionRecord(event: ConnectionEvent, context: TraceContext): TraceRecord {
  const { detail, ours } = event;
  return {
    ...baseRecord(event, context),
    meta: { plugproof: { record: 'connection', ...wireMeta(event), event: event.event, detail, ours } },
  };
}

function decodeFrame(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
