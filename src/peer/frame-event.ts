import { keptBytes } from '../transport/link.ts';
import type { Stamp } from './event-feed.ts';
import type { FrameEvent } from './types.ts';

/** What is known of the call that a frame is, or that it answers. */
export interface Known {
  action?: string;
  /** Clock ms at which the call left or came. */
  callAt?: number;
}

/** Makes the event of a frame; the frame's own action goes before the one of the call that it answers. */
export function makeFrameEvent(parts: Omit<FrameEvent, 'type' | 'at' | 'wall' | 'action' | 'callAt'>, stamp: Stamp, known: Known): FrameEvent {
  const action = 'action' in parts.frame ? parts.frame.action : known.action;
  return {
    type: 'frame', at: stamp.at, wall: stamp.wall, ...parts,
    ...(action === undefined ? {} : { action }),
    ...(known.callAt === undefined ? {} : { callAt: known.callAt }),
  };
}

/** A text of ours as an event keeps it: its first 64 KiB. */
export function cutText(text: string): string {
  return text.length * 3 <= keptBytes ? text : Buffer.from(text).subarray(0, keptBytes).toString('utf8');
}
