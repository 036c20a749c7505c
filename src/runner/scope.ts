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
  const scope: Scope = new Map<string, JsonValue>([
    ['station', facts.station],
    ['evse', facts.connector],
    ['connector', facts.ocpp === '1.6' ? facts.connector : 1],
    ['otherConnector', facts.connectors > 1 ? (facts.connector === 1 ? 2 : 1) : facts.connector],
    ['unknownConnector', facts.connectors + 50],
    ['unknownEvse', facts.connectors + 50],
    ['newTransaction', base * 1000 + transactions],
    ['secondTransaction', base * 1000 + 500_000 + transactions],
    ['unknownTransaction', 900_000_000 + transactions],
  ]);
  for (const [name, token] of Object.entries(facts.tokens)) scope.set(name, token);
  return scope;
}
