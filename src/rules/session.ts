import type { OcppVersion } from '../ocppj/types.ts';
import type { ConnectionEvent, FrameEvent, WireEvent } from '../peer/types.ts';
import { fieldOf } from './fields.ts';
import type { Breach, Rule } from './types.ts';

const ALL = ['1.6', '2.0.1', '2.1'] as const;
const SUBPROTOCOL: Record<OcppVersion, string> = { '1.6': 'ocpp1.6', '2.0.1': 'ocpp2.0.1', '2.1': 'ocpp2.1' };
const TRIGGERS = new Set(['TriggerMessage', 'ExtendedTriggerMessage']);
const REPORTS = new Set(['GetBaseReport', 'GetReport']);

interface Registration {
  /** What the CSMS said last; undefined where the recording began later. */
  status: string | undefined;
  answeredAt: number;
  intervalMs: number;
  /** Messages that the CSMS asked for and that have not come yet. */
  triggered: Set<string>;
}

/** Follows the registration of a station; `judge` sees each CALL of it before the answer is known. */
function followRegistration(
  judge: (call: FrameEvent, action: string, registration: Registration) => Breach | undefined,
): (event: WireEvent) => Breach | undefined {
  const registration: Registration = { status: undefined, answeredAt: 0, intervalMs: 0, triggered: new Set() };
  let stationSide: 'in' | 'out' | undefined;
  return (event) => {
    if (event.type !== 'frame') return undefined;
    const { frame } = event;
    if (frame.kind === 'CALL' && frame.action === 'BootNotification') stationSide ??= event.direction;
    if (frame.kind === 'CALL' && event.direction === (stationSide ?? 'in')) {
      const breach = judge(event, frame.action, registration);
      // A report may come in parts (2.x NotifyReport.tbc).
      if (fieldOf(frame.payload, 'tbc') !== true) registration.triggered.delete(frame.action);
      return breach;
    }
    if (frame.kind === 'CALL' && REPORTS.has(frame.action)) registration.triggered.add('NotifyReport');
    if (frame.kind === 'CALL' && TRIGGERS.has(frame.action)) registration.triggered.add(field(frame.payload, 'requestedMessage'));
    if (frame.kind === 'CALLRESULT' && event.action === 'BootNotification') {
      registration.status = field(frame.payload, 'status');
      registration.answeredAt = event.at;
      registration.intervalMs = Number(field(frame.payload, 'interval')) * 1000 || 0;
    }
    return undefined;
  };
}

function field(payload: unknown, key: string): string {
  const value: unknown = typeof payload === 'object' && payload !== null && Object.hasOwn(payload, key) ? Object.getOwnPropertyDescriptor(payload, key)?.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const stationOnly = (rule: Omit<Rule, 'create'> & { judge: Parameters<typeof followRegistration>[0] }): Rule => ({
  ...rule, create: (context) => (context.judged === 'station' ? followRegistration(rule.judge) : () => undefined),
});

const boot = '> [2,"b1","BootNotification",{"chargePointVendor":"A","chargePointModel":"B"}]';
const answer = (id: string, status: string, interval: number): string => `< [3,"${id}",{"status":"${status}","currentTime":"2026-01-01T00:00:00Z","interval":${interval}}]`;
const again = (at: number): string => `@${at} > [2,"b2","BootNotification",{"chargePointVendor":"A","chargePointModel":"B"}]`;
const boot2 = '> [2,"b1","BootNotification",{"reason":"PowerUp","chargingStation":{"model":"A","vendorName":"B"}}]';
const report = ['< [2,"g","GetBaseReport",{"requestId":1,"reportBase":"FullInventory"}]', '> [3,"g",{"status":"Accepted"}]'];
const part = (seqNo: number, tbc: boolean): string => `> [2,"r${seqNo}","NotifyReport",{"requestId":1,"generatedAt":"2026-01-01T00:00:00Z","seqNo":${seqNo},"tbc":${tbc}}]`;
const beat = (at: number): string => `@${at} > [2,"h1","Heartbeat",{}]`;

/** How a session is opened and what registration allows. */
export const SESSION_RULES: readonly Rule[] = [
  {
    id: 'session/subprotocol', level: 'must', versions: ALL, clause: { '1.6': 'OCPP-J 1.6 3.1.2', '2.0.1': 'OCPP 2.0.1 Part 4, 3.1.2', '2.1': 'OCPP 2.1 Part 4, 3.1.2' },
    requirement: 'The station offers the subprotocol of its OCPP version in the handshake.',
    create: ({ judged, version }) => (event) => (judged === 'station' && event.type === 'connection' && event.event === 'Upgrade' ? judgeOffer(event, version) : undefined),
    examples: { passing: [{ name: 'offered', events: ['> Upgrade {"subprotocols":["ocpp1.6"]}'] }], failing: [{ name: 'none', events: ['> Upgrade {"subprotocols":[]}'] }, { name: 'another', events: ['> Upgrade {"subprotocols":["ocpp2.0.1"]}'] }] },
  },
  {
    id: 'session/subprotocol-reply', level: 'must', versions: ALL, clause: { '1.6': 'OCPP-J 1.6 3.2', '2.0.1': 'OCPP 2.0.1 Part 4, 3.2', '2.1': 'OCPP 2.1 Part 4, 3.2' },
    requirement: 'The CSMS names the subprotocol that it uses, one of those that the station offers, in its answer to the handshake.',
    create: ({ version }) => (event) => (event.type === 'connection' && event.event === 'Refused' && !event.ours ? judgeChoice(event, version) : undefined),
    examples: {
      passing: [
        { name: 'nothing that it knows was offered', events: ['> Refused {"subprotocols":["ocpp0.9"],"reason":"Server sent no subprotocol"}'] },
        { name: 'no connection at all', events: ['> Refused {"subprotocols":["ocpp1.6"],"reason":"connect ECONNREFUSED"}'] },
      ],
      failing: [{ name: 'none', events: ['> Refused {"subprotocols":["ocpp1.6"],"reason":"Server sent no subprotocol"}'] }],
    },
  },
  stationOnly({
    id: 'session/boot-before-all', level: 'must', versions: ALL, clause: { '1.6': '4.2', '2.0.1': 'B01.FR.08', '2.1': 'B01.FR.08' },
    requirement: 'Between a boot and the answer to its BootNotification the station sends no other request.',
    judge: (_call, action, registration) => {
      if (action === 'BootNotification') registration.status = 'waiting';
      else if (registration.status === 'waiting') return { expected: 'no request before BootNotification is answered', actual: action };
      return undefined;
    },
    examples: { passing: [{ name: 'accepted first', events: [boot, answer('b1', 'Accepted', 300), beat(10)] }, { name: 'the recording begins later', events: [beat(0)] }], failing: [{ name: 'a heartbeat before the answer', events: [boot, beat(5)] }] },
  }),
  stationOnly({
    id: 'session/silent-while-rejected', level: 'must', versions: ALL, clause: { '1.6': '4.2', '2.0.1': 'B03.FR.02', '2.1': 'B03.FR.02' },
    requirement: 'A rejected station sends nothing until the interval has expired, and then only BootNotification.',
    judge: (call, action, registration) => {
      if (registration.status !== 'Rejected') return undefined;
      const elapsed = call.at - registration.answeredAt;
      if (action === 'BootNotification' && elapsed >= registration.intervalMs) return undefined;
      return { expected: `only BootNotification, and not before ${registration.intervalMs} ms`, actual: `${action} after ${Math.round(elapsed)} ms` };
    },
    examples: { passing: [{ name: 'it waits', events: [boot, answer('b1', 'Rejected', 5), again(5200)] }], failing: [{ name: 'too soon', events: [boot, answer('b1', 'Rejected', 5), again(4000)] }, { name: 'a heartbeat', events: [boot, answer('b1', 'Rejected', 5), beat(6000)] }] },
  }),
  stationOnly({
    id: 'session/silent-while-pending', level: 'must', versions: ALL, clause: { '1.6': '4.2', '2.0.1': 'B02.FR.02', '2.1': 'B02.FR.02' },
    requirement: 'A pending station sends no request but BootNotification and what it is triggered to send.',
    judge: (_call, action, { status, triggered }) => (status === 'Pending' && action !== 'BootNotification' && !triggered.has(action)
      ? { expected: 'no request that was not triggered', actual: action } : undefined),
    examples: { passing: [{ name: 'triggered', events: [boot, answer('b1', 'Pending', 5), '< [2,"t","TriggerMessage",{"requestedMessage":"Heartbeat"}]', '> [3,"t",{"status":"Accepted"}]', beat(100)] }, { name: 'a report that was asked for', version: '2.0.1', events: [boot2, answer('b1', 'Pending', 5), ...report, part(0, true), part(1, false)] }], failing: [{ name: 'a heartbeat', events: [boot, answer('b1', 'Pending', 5), beat(100)] }, { name: 'a report after the report', version: '2.0.1', events: [boot2, answer('b1', 'Pending', 5), ...report, part(0, false), part(1, false)] }] },
  }),
  stationOnly({
    id: 'session/boot-retry-interval', level: 'should', versions: ALL, clause: { '1.6': '4.2', '2.0.1': 'B01.FR.06', '2.1': 'B01.FR.06' },
    requirement: 'A pending station repeats BootNotification no sooner than the interval says.',
    judge: (call, action, { status, triggered, answeredAt, intervalMs }) => (status === 'Pending' && action === 'BootNotification' && !triggered.has(action) && call.at - answeredAt < intervalMs
      ? { expected: `not before ${intervalMs} ms`, actual: `after ${Math.round(call.at - answeredAt)} ms` } : undefined),
    examples: { passing: [{ name: 'it waits', events: [boot, answer('b1', 'Pending', 5), again(5100)] }], failing: [{ name: 'too soon', events: [boot, answer('b1', 'Pending', 5), again(4900)] }] },
  }),
];

/** A station whose handshake the other end completed, though with the wrong subprotocol or none. */
function judgeChoice({ detail: { subprotocols, reason } }: ConnectionEvent, version: OcppVersion): Breach | undefined {
  const offered = Array.isArray(subprotocols) && subprotocols.includes(SUBPROTOCOL[version]);
  return offered && typeof reason === 'string' && /subprotocol/i.test(reason) ? { expected: `Sec-WebSocket-Protocol: ${SUBPROTOCOL[version]}`, actual: reason } : undefined;
}

function judgeOffer({ detail }: ConnectionEvent, version: OcppVersion): Breach | undefined {
  const { subprotocols } = detail;
  const offered = Array.isArray(subprotocols) ? subprotocols.map(String) : [];
  return offered.includes(SUBPROTOCOL[version]) ? undefined : { expected: SUBPROTOCOL[version], actual: offered.length === 0 ? 'none offered' : offered.join(', ') };
}
