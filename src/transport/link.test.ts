import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'mocha';
import { WebSocket, WebSocketServer } from 'ws';
import { createClock } from '../clock/clock.ts';
import { floodLimit, Link, type LinkSignal } from './link.ts';

describe('transport/link', () => {
  const servers: WebSocketServer[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.clients.forEach((socket) => socket.terminate());
      server.close();
    }
  });

  /** A link and the other end of its connection. */
  const open = async (): Promise<{ other: WebSocket; signals: LinkSignal[]; link: Link }> => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, autoPong: false });
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    const signals: LinkSignal[] = [];
    const linked = new Promise<Link>((resolve) => { server.on('connection', (socket) => resolve(new Link(socket, createClock(), (signal) => signals.push(signal)))); });
    const other = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    await once(other, 'open');
    return { other, signals, link: await linked };
  };

  it('answers a ping with its data, and reports it', async () => {
    const { other, signals } = await open();
    const pong = once(other, 'pong');
    other.ping('data');
    assert.equal(String((await pong)[0]), 'data');
    assert.deepEqual(signals.map(({ kind }) => kind), ['ping']);
  });

  it('tells a flood of pings, and closes with 1008', async () => {
    const { other, signals, link } = await open();
    for (let index = 0; index < 3 * floodLimit; index += 1) other.ping();
    await link.closed;
    const told = signals.filter(({ kind }) => kind !== 'ping');
    assert.deepEqual(told.map((signal) => [signal.kind, signal.kind === 'error' || signal.kind === 'close' ? signal.code : '']), [['error', 'flood'], ['close', 1008]]);
  });
});
