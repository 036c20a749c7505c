import type { Facts } from '../plan/types.ts';
import type { JsonValue } from '../ocppj/types.ts';
import type { Scope } from '../matching/scope.ts';

let transactions = 0;

/**
 * The names that every testcase knows: `$station`, `$connector` (the one under test; 2.x: 1),
 * `$otherConnector`, `$unknownConnector`, `$evse`, tokens by name (`$valid`, `$second`, …),
 * `$newTransaction` (an id that no other testcase has), `$unknownTransaction`.
 */
export function scopeOf(facts: Facts): Scope {
  transactions += 1;
  const base = 700_000 + (Date.parse(new Date().toISOString().slice(0, 10)) / 86_400_000) % 10_000;
  // The station makes the id in 2.x, and it is a text (2.0.1 E01.FR.08); the CSMS a number in 1.6.
  const id = (number: number): JsonValue => (facts.ocpp === '1.6' ? number : String(number));
  const scope: Scope = new Map<string, JsonValue>([
    ['station', facts.station],
    ['evse', facts.connector],
    ['connector', facts.ocpp === '1.6' ? facts.connector : 1],
    ['otherConnector', facts.connectors > 1 ? (facts.connector === 1 ? 2 : 1) : facts.connector],
    ['unknownConnector', facts.connectors + 50],
    ['unknownEvse', facts.connectors + 50],
    ['newTransaction', id(base * 1000 + transactions)],
    ['secondTransaction', id(base * 1000 + 500_000 + transactions)],
    ['unknownTransaction', id(900_000_000 + transactions)],
  ]);
  for (const [name, token] of Object.entries(facts.tokens)) scope.set(name, token);
  return scope;
}
