import type { Clock } from '../clock/clock.ts';
import { errorText, parseBody, readAnswer, readCapabilities } from './answer.ts';
import type { RawAnswer } from './answer.ts';
import { CAPABILITIES_TIMEOUT_MS } from './channel.ts';
import type { Channel } from './channel.ts';

const LARGEST_BODY_BYTES = 64 * 1024;

/** Speaks the HTTP contract of design section 2 with a rig or an adapter at this base address. */
export function createHttpChannel(url: string, who: string, clock: Clock): Channel {
  const base = url.replace(/\/+$/, '');
  const closed = new AbortController();
  const request = async (method: 'GET' | 'POST', path: readonly string[], timeoutMs: number, body?: string): Promise<RawAnswer> => {
    const limit = new AbortController();
    const timer = clock.after(timeoutMs, () => { limit.abort(new Error(`no answer within ${timeoutMs} ms`)); });
    try {
      const response = await fetch(`${base}/${path.map(encodeURIComponent).join('/')}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.any([limit.signal, closed.signal]),
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, body: parseBody(await readBounded(response)) };
    } finally {
      timer.cancel();
    }
  };
  return {
    async ask(path, body, timeoutMs, wantsAnswer) {
      try {
        return readAnswer(await request('POST', path, timeoutMs, JSON.stringify(body)), who, wantsAnswer);
      } catch (error) {
        return { kind: 'broken', reason: `${who} at ${base} gave no answer to ${path.join('/')}: ${errorText(error)}.` };
      }
    },
    async capabilities() {
      try {
        const { status, body } = await request('GET', ['capabilities'], CAPABILITIES_TIMEOUT_MS);
        return status === 200 ? readCapabilities(body) : undefined;
      } catch {
        // Capabilities are an offer: whoever makes none is asked action by action.
        return undefined;
      }
    },
    close: async () => { closed.abort(new Error('the run is over')); },
  };
}

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return '';
  const body: AsyncIterable<Uint8Array> = response.body;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the stream, so that an endless answer is not read on.
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY_BYTES) throw new Error(`the answer is larger than ${LARGEST_BODY_BYTES / 1024} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
