import type { Payload } from '../ocppj/types.ts';
import type { ActionResult } from '../operator/types.ts';

/** What a CSMS can be set up with that is no OCPP message (design section 2). */
export type SetupTarget = 'token' | 'password' | 'boot' | 'reset';

/** Whoever makes a CSMS send something. Never throws; resolves in bounded time. */
export interface Driver {
  /** Asks the CSMS to send `action` with this payload; resolves when the request is under way. */
  trigger(station: string, action: string, payload: Payload, timeoutMs: number): Promise<ActionResult>;
  setup(station: string, what: SetupTarget, body: Payload, timeoutMs: number): Promise<ActionResult>;
  observe(station: string, question: string, timeoutMs: number): Promise<ActionResult>;
  capabilities(): Promise<string[] | undefined>;
  close(): Promise<void>;
}
