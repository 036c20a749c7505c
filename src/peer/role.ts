import type { Payload, Side } from '../ocppj/types.ts';
import type { DeviceModel } from './types.ts';

/** A CALL that crossed the wire without problems. */
export interface Call {
  from: Side;
  action: string;
  request: Payload;
  at: number;
}

/** A CALL with its CALLRESULT. */
export interface Exchange extends Call {
  response: Payload;
  /** Whether the answer was the background answer, so that what follows from it is ours to do. */
  background: boolean;
}

/** A CALL of ours that follows from an answer of ours, such as NotifyReport from GetBaseReport. */
export interface FollowUp {
  action: string;
  payload: Payload;
}

/** What a peer of one side and version knows and says; it sees every call and answer and keeps state by them. */
export interface Role {
  readonly model: DeviceModel;
  /** The truthful answer to a CALL of the device, changing nothing yet; undefined where the action is not supported. */
  answer(action: string, request: Payload): Payload | undefined;
  /** The payload of a CALL of ours with what testcases never repeat filled in. */
  complete(action: string, payload: Payload): Payload;
  /** A CALL of either side crossed the wire. */
  called(call: Call): void;
  /** A CALLRESULT of either side crossed the wire. */
  exchanged(exchange: Exchange): FollowUp[];
}
