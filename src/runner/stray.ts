import type { JsonValue } from '../ocppj/types.ts';
import type { WireEvent } from '../peer/types.ts';

/** A text of an event; what is no text is not shown. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Different identities that are told of; a port scan does not fill the screen. */
const MOST = 10;

/**
 * Makes what turns events of no expected station into a sentence that says what to do, once for each
 * identity and reason; undefined where there is nothing new to say.
 */
export function describeStray(stations: readonly string[]): (event: WireEvent) => string | undefined {
  const told = new Set<string>();
  const expected = stations.join(', ');
  return (event) => {
    if (event.type !== 'connection' || (event.event !== 'Refused' && event.event !== 'TlsFailure')) return undefined;
    const reason = textOf(event.detail['reason'] ?? event.detail['message']);
    const key = `${event.event} ${event.station} ${reason}`;
    if (told.has(key) || told.size >= MOST) return undefined;
    told.add(key);
    if (event.event === 'TlsFailure') return `A TLS handshake failed before the station was known: ${reason}`;
    return `A station ${event.station === '' ? 'without an identity' : `that calls itself "${event.station}"`} tried to connect and was refused: ${reason}. `
      + `If it is the device under test, set device.station in the plan to its identity (now: ${expected}), or give it a URL that ends in /${stations[0] ?? ''}.`;
  };
}
