import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EmbeddedCsms } from '../options.ts';

/** What makes a CSMS deviate from a quiet, conforming one. */
export interface CsmsBehaviour {
  /** Called for each CALL of the station; true when it took care of the answer. */
  onCall?(csms: HostileCsms, socket: WebSocket, call: { id: string; action: string }): boolean;
  /** Called when the driver is asked; gives the HTTP status, default 200. */
  onTrigger?(csms: HostileCsms, action: string): number | Promise<number> | undefined;
}

/** A 1.6 CSMS on a raw WebSocket for tests: it answers, and otherwise does what its behaviour says. */
export class HostileCsms implements EmbeddedCsms {
  readonly url: string;
  socket: WebSocket | undefined;

  private constructor(readonly server: WebSocketServer, readonly behaviour: CsmsBehaviour) {
    const address = server.address();
    this.url = `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/ocpp`;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** Listens on a free port. */
  static async start(behaviour: CsmsBehaviour = {}): Promise<HostileCsms> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: (offered) => (offered.has('ocpp1.6') ? 'ocpp1.6' : false) });
    await once(server, 'listening');
    return new HostileCsms(server, behaviour);
  }

  /** Sends a text as it is to the station that connected last. */
  raw(text: string | Buffer): void {
    this.socket?.send(text);
  }

  async trigger(_station: string, action: string): Promise<{ status: number; body: unknown }> {
    return { status: (await this.behaviour.onTrigger?.(this, action)) ?? 200, body: {} };
  }

  setup(): Promise<{ status: number; body: unknown }> {
    return Promise.resolve({ status: 200, body: {} });
  }

  observe(): Promise<{ status: number; body: unknown }> {
    return Promise.resolve({ status: 200, body: { answer: true } });
  }

  async close(): Promise<void> {
    for (const socket of this.server.clients) socket.terminate();
    await new Promise((resolve) => { this.server.close(resolve); });
  }

  #serve(socket: WebSocket): void {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString('utf8'));
      if (!Array.isArray(message) || message[0] !== 2) return;
      const call = { id: String(message[1]), action: String(message[2]) };
      if (this.behaviour.onCall?.(this, socket, call) !== true) socket.send(JSON.stringify([3, call.id, truth(call.action)]));
    });
  }
}

function truth(action: string): unknown {
  const currentTime = new Date().toISOString();
  if (action === 'BootNotification') return { status: 'Accepted', interval: 300, currentTime };
  if (action === 'Heartbeat') return { currentTime };
  if (action === 'Authorize' || action === 'StopTransaction') return { idTagInfo: { status: 'Accepted' } };
  if (action === 'StartTransaction') return { transactionId: 7, idTagInfo: { status: 'Accepted' } };
  return {};
}
