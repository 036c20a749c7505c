import type { Frame, JsonValue, OcppVersion, Payload, Problem, Side } from '../ocppj/types.ts';

/** Everything that crosses the wire or happens to a connection, in order of arrival. */
export type WireEvent = FrameEvent | TextEvent | ConnectionEvent;

interface WireEventBase {
  /** Clock milliseconds at which it arrived or left. */
  at: number;
  /** The same instant as an ISO date-time. */
  wall: string;
  /** Identity of the station whose connection it is; sanitised for display, never a path. */
  station: string;
  /** Counts the connections of a run; 0 where there was none. */
  connection: number;
}

/** A frame, sent or received. */
export interface FrameEvent extends WireEventBase {
  type: 'frame';
  /** `in`: the device under test sent it. */
  direction: 'in' | 'out';
  frame: Frame;
  /** The text exactly as it crossed the wire, cut at 64 KiB. */
  text: string;
  /** The action; for an answer, that of the call it belongs to, if that is known. */
  action?: string;
  /** Problems of framing and schema that were found in it. */
  problems: Problem[];
  /** For an answer: the clock time at which its call left or came. */
  callAt?: number;
}

/** A text or binary message that is no OCPP-J frame at all. */
export interface TextEvent extends WireEventBase {
  type: 'text';
  direction: 'in' | 'out';
  text: string;
  binary: boolean;
  /** Length in bytes of what came, also where `text` is cut. */
  bytes: number;
  problems: Problem[];
}

export type ConnectionEventName =
  | 'ClientHello' | 'TlsFailure' | 'Upgrade' | 'Refused' | 'Open' | 'Close' | 'Error' | 'Ping' | 'Pong';

/** Something that happened to a connection; `detail` can be matched like a payload. */
export interface ConnectionEvent extends WireEventBase {
  type: 'connection';
  event: ConnectionEventName;
  /** Upgrade: path, subprotocols (array), authorization (`none`, `valid`, `invalid`); Close: code, reason; Error: message. */
  detail: Payload;
  /** Whether the peer caused it (it closed, refused, …). */
  ours: boolean;
}

/** How the peer answers a CALL of the device. */
export type ReplyDecision =
  /** The truthful answer out of the peer's own state. */
  | { kind: 'background' }
  /** These fields, laid over the background answer. */
  | { kind: 'payload'; payload: Payload }
  /** Exactly this payload, with nothing filled in. */
  | { kind: 'exact'; payload: JsonValue }
  | { kind: 'error'; code: string; description?: string; details?: Payload }
  /** No answer at all. */
  | { kind: 'none' };

/** How a CALL of ours ended. */
export type CallOutcome =
  | { kind: 'result'; event: FrameEvent }
  | { kind: 'error'; event: FrameEvent }
  | { kind: 'timeout'; afterMs: number }
  /** The connection closed, or there was none, before an answer came. */
  | { kind: 'disconnected'; reason: string };

export interface CallOptions {
  /** Clock milliseconds to wait for the answer; default: the plan's messageTimeout. */
  timeoutMs?: number;
  /** Message id; default: a new UUID. */
  id?: string;
  /** Sends the payload as it is: nothing is filled in. */
  asIs?: boolean;
  /** Called when the frame goes out, with its event. */
  onSent?: (event: FrameEvent) => void;
}

/** How an endpoint of ours looks while the device is to be offline. */
export type OfflineMode = 'close' | 'refuse' | 'blackhole';

/** What the peer believes of a device, read off the frames; the runner cleans up by it. */
export interface DeviceModel {
  /** Whether the device has been accepted since it last booted. */
  registered: boolean;
  /** Last status per connector: `1` for 1.6, `evse.connector` for 2.x; `0` is the charge point. */
  statuses: Record<string, string>;
  /** Transactions that started and have not ended, by id. */
  transactions: Record<string, { connector: number; idTag?: string; startedAt: number }>;
  /** Connectors set Inoperative by us. */
  inoperative: number[];
}

/**
 * The side that plugproof plays, towards one station identity. As CSMS it waits for the station to
 * connect; as charge point it connects itself.
 */
export interface Peer {
  readonly version: OcppVersion;
  /** The side that we play. */
  readonly side: Side;
  readonly station: string;
  readonly connected: boolean;
  readonly model: DeviceModel;
  /** Subscribes to every wire event, in order; returns the function that unsubscribes. */
  onEvent(listener: (event: WireEvent) => void): () => void;
  /**
   * Sets who decides the answer to each CALL of the device. It is asked after the frame's event was
   * delivered; without a decider every call gets its background answer. A CALL with problems of
   * framing or schema is answered with the CALLERROR that the version prescribes, without asking.
   */
  decideReplies(decider: ((event: FrameEvent) => ReplyDecision | Promise<ReplyDecision>) | undefined): void;
  /**
   * Sends a CALL once no other call of ours is outstanding (one per direction, OCPP-J 4.1.1), with
   * what a testcase never repeats (timestamps, errorCode, seqNo) filled in.
   */
  call(action: string, payload: Payload, options?: CallOptions): Promise<CallOutcome>;
  /** The payload that `call` would send for this one: completed with timestamps and the like. */
  complete(action: string, payload: Payload): Payload;
  /** Sends a text as it is, around the one-call limit; false when there is no connection. */
  sendRaw(text: string): boolean;
  /**
   * CSMS: the endpoint goes away (`close` ends the connection and refuses new ones with TCP reset;
   * `refuse` answers upgrades with 503; `blackhole` accepts TCP and says nothing). Charge point: the
   * connection is dropped and not restored.
   */
  offline(mode: OfflineMode): Promise<void>;
  /** Undoes `offline`. As charge point: reconnects, and resolves when the socket is open. */
  online(): Promise<void>;
  /** As charge point: opens the connection; as CSMS: resolves when the device is connected. Rejects after `timeoutMs`. */
  connect(timeoutMs?: number, options?: ConnectOptions): Promise<void>;
  /** Closes the connection with this WebSocket code (default 1000); the endpoint stays. */
  disconnect(code?: number): Promise<void>;
  /** Sends a WebSocket ping; resolves to whether the pong came in time. */
  ping(timeoutMs: number): Promise<boolean>;
  /** Releases sockets and timers for good. */
  close(): Promise<void>;
}

/** Deviations from a normal connection of ours, for negative testcases. */
export interface ConnectOptions {
  /** Subprotocols that we offer; default: the version's. */
  subprotocols?: string[];
  /** Station identity in the path; default: the peer's own. */
  identity?: string;
  /** Basic auth password; `null` for none. */
  password?: string | null;
  /** The older connection is left behind, silent, and ends only once the new one is open. */
  abandon?: true;
}
