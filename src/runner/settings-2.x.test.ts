import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'mocha';
import { WebSocket } from 'ws';
import { createClock } from '../clock/clock.ts';
import { isObject, valueAt } from '../matching/scope.ts';
import type { JsonValue } from '../ocppj/types.ts';
import { createCsmsEndpoint } from '../peer/csms.ts';
import { Presence, type Asker } from './presence.ts';
import { readSettings, writeSetting } from './settings.ts';

const MOST = 2;
const VALUES = new Map([['A.One', '1'], ['A.Two', '2'], ['B.Three', '3'], ['C.Four.Default', '4']]);

const listAt = (payload: JsonValue, key: string): JsonValue[] => {
  const list = valueAt(payload, [key]);
  return Array.isArray(list) ? list.filter(isObject) : [];
};

/** A station that takes two items at once, and lets nothing be written but B.Three. */
function answer([, id, action, payload]: JsonValue[]): JsonValue {
  const nameOf = (item: JsonValue): string => [['component', 'name'], ['variable', 'name'], ['variable', 'instance']].flatMap((path) => valueAt(item, path) ?? []).join('.');
  const head = (item: JsonValue): { [key: string]: JsonValue } => ({ component: valueAt(item, ['component']) ?? {}, variable: valueAt(item, ['variable']) ?? {} });
  if (action === 'GetVariables') {
    const items = listAt(payload ?? {}, 'getVariableData');
    if (items.length > MOST) return [4, id ?? '', 'OccurrenceConstraintViolation', '', {}];
    return [3, id ?? '', { getVariableResult: items.map((item) => {
      const value = VALUES.get(nameOf(item));
      return value === undefined ? { ...head(item), attributeStatus: 'UnknownVariable' } : { ...head(item), attributeStatus: 'Accepted', attributeValue: value };
    }) }];
  }
  const [item = {}] = listAt(payload ?? {}, 'setVariableData');
  const result: { [key: string]: JsonValue } = nameOf(item) === 'B.Three' ? { attributeStatus: 'Accepted' } : { attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode: 'ReadOnly' } };
  return [3, id ?? '', { setVariableResult: [{ ...head(item), ...result }] }];
}

describe('settings of 2.x', () => {
  let close = (): Promise<void> => Promise.resolve();
  afterEach(() => close());

  async function meet(): Promise<Asker> {
    const endpoint = await createCsmsEndpoint({ version: '2.0.1', url: 'ws://127.0.0.1:0/ocpp', clock: createClock(), stations: ['S'], messageTimeoutMs: 5000, heartbeatIntervalS: 300 });
    const socket = new WebSocket(`${endpoint.url}/S`, 'ocpp2.0.1');
    socket.on('message', (data: Buffer) => socket.send(JSON.stringify(answer(JSON.parse(data.toString('utf8'))))));
    await once(socket, 'open');
    close = async () => {
      socket.terminate();
      await endpoint.close();
    };
    const peer = endpoint.peer('S');
    await peer.connect(5000);
    return { peer, presence: new Presence() };
  }

  it('are read in parts by a station that takes few items at once', async () => {
    const read = await readSettings(await meet(), ['A.One', 'A.Two', 'A.None', 'B.Three', 'C.Four.Default']);
    assert.deepEqual([...read ?? []].map(([name, { value }]) => `${name} ${value}`), ['a.one 1', 'a.two 2', 'b.three 3', 'c.four.default 4']);
  });

  it('say when they are written whether they can be', async () => {
    const asker = await meet();
    assert.equal(await writeSetting(asker, 'B.Three', '7'), 'Accepted');
    assert.equal(await writeSetting(asker, 'A.One', '7'), 'ReadOnly');
  });
});
