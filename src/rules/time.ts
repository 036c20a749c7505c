import type { FrameEvent, WireEvent } from '../peer/types.ts';
import { isZonedDateTime } from '../schemas/date-time.ts';
import { datesIn, instantIn, type PlacedDate } from './dates.ts';
import { fieldOf } from './fields.ts';
import type { Breach, Rule } from './types.ts';

const ALL = ['1.6', '2.0.1', '2.1'] as const;
/** No station that speaks OCPP-J is older. */
const EARLIEST = Date.parse('2010-01-01T00:00:00Z');
const DAY = 86_400_000;
/** Ms that a synchronized clock may differ. */
const NEAR = 60_000;
/** Ms after a connection or an accepted boot in which a message may have been written before. */
const QUEUED = 10_000;

const HISTORIC = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);
const TRIGGERS = new Set(['TriggerMessage', 'ExtendedTriggerMessage']);

/** What a station was told of the time, and since when it may talk freely. */
interface Told {
  accepted: boolean;
  /** Clock ms of the accepted boot, or of the newest connection. */
  since: number;
  /** The clock of the CSMS, as its last answer told it, at this clock ms. */
  csms: { instant: number; at: number } | undefined;
  triggered: Set<string>;
}

type Judge = (call: FrameEvent, action: string, told: Told) => Breach | undefined;

/** Follows what the CSMS tells a station about the time; `judge` sees each CALL of an accepted station. */
function followClock(judge: Judge): (event: WireEvent) => Breach | undefined {
  const told: Told = { accepted: false, since: 0, csms: undefined, triggered: new Set() };
  return (event) => {
    if (event.type === 'connection' && event.event === 'Open') told.since = event.at;
    if (event.type !== 'frame') return undefined;
    const { frame } = event;
    if (event.direction === 'out') {
      listen(event, told);
      return undefined;
    }
    if (frame.kind !== 'CALL') return undefined;
    if (frame.action === 'BootNotification') told.accepted = false;
    const breach = told.accepted ? judge(event, frame.action, told) : undefined;
    told.triggered.delete(frame.action);
    return breach;
  };
}

function listen(event: FrameEvent, told: Told): void {
  const { frame, action, at } = event;
  if (frame.kind === 'CALL' && TRIGGERS.has(frame.action)) told.triggered.add(String(fieldOf(frame.payload, 'requestedMessage')));
  if (frame.kind !== 'CALLRESULT' || (action !== 'BootNotification' && action !== 'Heartbeat')) return;
  const instant = instantIn(fieldOf(frame.payload, 'currentTime'));
  if (instant !== undefined) told.csms = { instant, at };
  if (action !== 'BootNotification' || fieldOf(frame.payload, 'status') !== 'Accepted') return;
  told.accepted = true;
  told.since = at;
}

function judgeSet(call: FrameEvent, action: string, told: Told): Breach | undefined {
  // What was queued before a restart may bear the time of a clock that had not been set again (4.2.1).
  if (HISTORIC.has(action) && call.at - told.since < QUEUED) return undefined;
  const latest = told.csms === undefined ? Number.POSITIVE_INFINITY : told.csms.instant + call.at - told.csms.at + DAY;
  const wrong = datesOf(call).find(({ text }) => {
    const instant = instantIn(text);
    return instant !== undefined && (instant < EARLIEST || instant > latest);
  });
  return wrong && { expected: `${wrong.path}: a time that the clock of an accepted station can show, from 2010 to tomorrow`, actual: wrong.text };
}

function judgeNear(call: FrameEvent, action: string, { since, csms, triggered }: Told): Breach | undefined {
  if (action !== 'StatusNotification' || csms === undefined || triggered.has(action) || call.at - since < QUEUED) return undefined;
  const now = csms.instant + call.at - csms.at;
  const [date] = datesOf(call);
  const instant = instantIn(date?.text);
  if (date === undefined || instant === undefined || Math.abs(instant - now) <= NEAR) return undefined;
  return { expected: `${date.path}: within ${NEAR / 1000} s of the time of the CSMS, ${new Date(now).toISOString()}`, actual: date.text };
}

function datesOf({ frame }: FrameEvent): PlacedDate[] {
  if (frame.kind === 'CALL') return datesIn(frame.payload, '$[3]').filter(({ path }) => path.endsWith('.timestamp'));
  return [];
}

function judgeZone(event: WireEvent): Breach | undefined {
  if (event.type !== 'frame' || event.direction !== 'in' || !('payload' in event.frame)) return undefined;
  const wrong = datesIn(event.frame.payload, event.frame.kind === 'CALLRESULT' ? '$[2]' : '$[3]').find(({ text }) => !isZonedDateTime(text));
  return wrong && { expected: `${wrong.path}: a date-time with a zone, such as ${wrong.text}Z`, actual: wrong.text };
}

const stationOnly = (rule: Omit<Rule, 'create' | 'versions'> & { judge: Judge }): Rule => ({
  ...rule, versions: ALL, create: ({ judged }) => (judged === 'station' ? followClock(rule.judge) : () => undefined),
});

const boot = ['> [2,"b","BootNotification",{"chargePointVendor":"A","chargePointModel":"B"}]', '< [3,"b",{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}]'];
const status = (at: number, timestamp: string): string => `@${at} > [2,"s${at}","StatusNotification",{"connectorId":1,"status":"Available","errorCode":"NoError","timestamp":"${timestamp}"}]`;
const start = (at: number, timestamp: string): string => `@${at} > [2,"t${at}","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"${timestamp}"}]`;

/** Date-times: how they are written, and whether the clock behind them was set. */
export const TIME_RULES: readonly Rule[] = [
  {
    id: 'time/zone', level: 'must', versions: ['1.6'], clause: '3.15; date-time of the JSON schemas: RFC 3339 5.6',
    requirement: 'Every date-time has a zone, without which it is no moment.',
    create: () => judgeZone,
    examples: {
      passing: [{ name: 'UTC', events: [status(0, '2026-01-01T00:00:00Z')] }, { name: 'an offset', events: [status(0, '2026-01-01T01:00:00.5+01:00')] }],
      failing: [{ name: 'local time', events: [status(0, '2026-01-01T00:00:00.000')] }],
    },
  },
  stationOnly({
    id: 'time/clock-set', level: 'must', clause: { '1.6': '4.2, 6.47', '2.0.1': 'B01.FR.06', '2.1': 'B01.FR.06' },
    requirement: 'After an accepted boot no date-time of the station lies before 2010 or more than a day ahead.',
    judge: judgeSet,
    examples: {
      passing: [
        { name: 'now', events: [...boot, status(5000, '2026-01-01T00:00:05Z')] }, { name: 'queued for a month', events: [...boot, start(20_000, '2025-12-01T00:00:00Z')] },
        { name: 'queued before the clock was set', events: [...boot, start(1000, '1970-01-01T00:00:09Z')] },
        { name: 'not accepted yet', events: [status(0, '1970-01-01T00:00:09Z')] },
      ],
      failing: [
        { name: 'counted from 1970', events: [...boot, status(5000, '1970-01-01T00:00:05Z')] }, { name: 'the year 1', events: [...boot, start(20_000, '0001-01-01T00:00:00Z')] },
        { name: 'the week after', events: [...boot, status(5000, '2026-01-08T00:00:00Z')] },
      ],
    },
  }),
  stationOnly({
    id: 'time/near-csms', level: 'should', clause: { '1.6': '4.2, 6.47', '2.0.1': 'B01.FR.06', '2.1': 'B01.FR.06' },
    requirement: 'A status that is sent as it comes bears the time of the CSMS, within a minute.',
    judge: judgeNear,
    examples: {
      passing: [
        { name: 'synchronized', events: [...boot, status(60_000, '2026-01-01T00:01:01Z')] },
        { name: 'triggered, of an old change', events: [...boot, '@50000 < [2,"t","TriggerMessage",{"requestedMessage":"StatusNotification"}]', status(60_000, '2026-01-01T00:00:01Z')] },
      ],
      failing: [{ name: 'two hours off', events: [...boot, status(60_000, '2026-01-01T02:01:00Z')] }],
    },
  }),
];
