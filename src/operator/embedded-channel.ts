import type { Clock } from '../clock/clock.ts';
import type { Payload } from '../ocppj/types.ts';
import { errorText, readAnswer, readCapabilities } from './answer.ts';
import type { RawAnswer } from './answer.ts';
import { withinLimit } from './channel.ts';
import type { Channel } from './channel.ts';

/** A device in our own process that is asked like one over HTTP: same paths, bodies and statuses. */
export interface EmbeddedActor {
  perform(path: string, body: Payload): Promise<RawAnswer> | RawAnswer;
  capabilities?(): unknown;
}

/** Asks an actor in our own process. */
export function createEmbeddedChannel(actor: EmbeddedActor, who: string, clock: Clock): Channel {
  let close: () => void = () => undefined;
  const closed = new Promise<RawAnswer>((resolve) => { close = () => resolve({ status: 504, body: 'the run is over' }); });
  return {
    async ask(path, body, timeoutMs, wantsAnswer) {
      const late = (): RawAnswer => ({ status: 504, body: `no answer within ${timeoutMs} ms` });
      try {
        const work = Promise.race([Promise.resolve().then(() => actor.perform(path.join('/'), body)), closed]);
        return readAnswer(await withinLimit(clock, timeoutMs, work, late), who, wantsAnswer);
      } catch (error) {
        return { kind: 'broken', reason: `${who} broke at ${path.join('/')}: ${errorText(error)}.` };
      }
    },
    async capabilities() {
      try {
        return readCapabilities(await actor.capabilities?.());
      } catch {
        // Capabilities are an offer: whoever makes none is asked action by action.
        return undefined;
      }
    },
    close: () => {
      close();
      return Promise.resolve();
    },
  };
}
