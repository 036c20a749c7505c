import { WebSocket } from 'ws';
import type { Clock } from '../../clock/clock.ts';
import type { EmbeddedDevice } from '../options.ts';

/** A CALL of ours as the station sees it. */
export interface Asked { id: string; action: string; payload: Record<string, unknown> }

/** What makes a station deviate from a quiet, conforming one. */
export interface Behaviour {
  /** Whether it connects by itself; default yes. */
  connects?: boolean;
  /** Whether it connects again after a connection has ended; default yes. */
  reconnects?: boolean;
  /** Whether it sends BootNotification; default yes. */
  boots?: boolean;
  /** Called when a connection is open, with how many there have been; true when it sends what is to be sent. */
  onOpen?(station: Station, count: number): boolean;
  /** Configuration keys with their values; a value that begins with `!` is read-only. */
  settings?: Record<string, string>;
  /** Called for each CALL of ours; true when it took care of the answer. */
  onCall?(station: Station, call: Asked): boolean;
  /** Called for each act of the operator; gives the HTTP status, default 200. */
  onAct?(station: Station, action: string): number | Promise<number> | undefined;
}

const RECONNECT_MS = 30;

/**
 * A 1.6 station on a raw WebSocket for tests: it boots, reports Available, answers, and otherwise does
 * what its behaviour says. It shares no code with the side that judges it.
 */
export class Station implements EmbeddedDevice {
  readonly settings: Map<string, string>;
  /** Actions of all CALLs that came, in order. */
  readonly asked: string[] = [];
  socket: WebSocket | undefined;
  #ended = false;
  #next = 0;
  #connections = 0;
  readonly #answers = new Map<string, (answer: unknown[]) => void>();

  constructor(readonly url: string, readonly clock: Clock, readonly behaviour: Behaviour = {}) {
    this.settings = new Map(Object.entries({ HeartbeatInterval: '300', NumberOfConnectors: '!1', MinimumStatusDuration: '0', ...behaviour.settings }));
    if (behaviour.connects !== false) this.connect();
  }

  /** Opens a connection, and boots. */
  connect(): void {
    const socket = new WebSocket(this.url, ['ocpp1.6']);
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('open', () => {
      this.#connections += 1;
      if (this.behaviour.onOpen?.(this, this.#connections) !== true && this.behaviour.boots !== false) void this.#boot();
    });
    socket.on('message', (data: Buffer) => this.#receive(data.toString('utf8')));
    socket.on('close', () => {
      if (!this.#ended && this.behaviour.reconnects !== false && this.behaviour.connects !== false) this.clock.after(RECONNECT_MS, () => { if (!this.#ended) this.connect(); });
    });
  }

  /** Sends a text as it is. */
  raw(text: string | Buffer): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  /** Sends a CALL; resolves to the answer. */
  call(action: string, payload: unknown = {}): Promise<unknown[]> {
    this.#next += 1;
    const id = `s${this.#next}`;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.raw(JSON.stringify([2, id, action, payload]));
    });
  }

  answer(id: string, payload: unknown = {}): void {
    this.raw(JSON.stringify([3, id, payload]));
  }

  async status(status: string, connectorId = 1): Promise<void> {
    await this.call('StatusNotification', { connectorId, status, errorCode: 'NoError' });
  }

  async perform(action: string): Promise<{ status: number; body: unknown }> {
    return { status: (await this.behaviour.onAct?.(this, action)) ?? 200, body: {} };
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.socket?.terminate();
    await Promise.resolve();
  }

  async #boot(): Promise<void> {
    const [, , answer] = await this.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    if (!JSON.stringify(answer).includes('Accepted')) return;
    await this.status('Available', 0);
    await this.status('Available');
  }

  #receive(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!Array.isArray(message)) return;
    const [kind, id] = message;
    if (kind !== 2) {
      this.#answers.get(String(id))?.(message);
      this.#answers.delete(String(id));
      return;
    }
    const call: Asked = { id: String(id), action: String(message[2]), payload: isRecord(message[3]) ? message[3] : {} };
    this.asked.push(call.action);
    if (this.behaviour.onCall?.(this, call) !== true) this.answer(call.id, this.#truth(call));
  }

  #truth({ action, payload }: Asked): unknown {
    if (action === 'GetConfiguration') return this.#read(payload['key']);
    if (action === 'ChangeConfiguration') return { status: this.#write(String(payload['key']), String(payload['value'])) };
    if (action === 'GetLocalListVersion') return { listVersion: 0 };
    if (action === 'Reset') this.clock.after(1, () => this.socket?.close());
    return { status: 'Accepted' };
  }

  #read(keys: unknown): unknown {
    const wanted = Array.isArray(keys) ? keys.map(String) : [...this.settings.keys()];
    const known = wanted.filter((key) => this.settings.has(key));
    return {
      configurationKey: known.map((key) => ({ key, readonly: this.settings.get(key)?.startsWith('!') === true, value: this.settings.get(key)?.replace('!', '') ?? '' })),
      ...(known.length < wanted.length ? { unknownKey: wanted.filter((key) => !this.settings.has(key)) } : {}),
    };
  }

  #write(key: string, value: string): string {
    const now = this.settings.get(key);
    if (now === undefined) return 'NotSupported';
    if (now.startsWith('!')) return 'Rejected';
    this.settings.set(key, value);
    return 'Accepted';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
