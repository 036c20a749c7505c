import type { OcppVersion } from '../ocppj/types.ts';

const subprotocols: Readonly<Record<OcppVersion, string>> = { '1.6': 'ocpp1.6', '2.0.1': 'ocpp2.0.1', '2.1': 'ocpp2.1' };

/** The WebSocket subprotocol of a version (1.6-J 3.1.2, Part 4 3.1.2). */
export function subprotocolOf(version: OcppVersion): string {
  return subprotocols[version];
}
