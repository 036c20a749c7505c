import type { FrameEvent, WireEvent } from '../peer/types.ts';
import { instantIn } from './dates.ts';
import { fieldOf, itemsOf } from './fields.ts';
import type { Breach, Rule } from './types.ts';

const REGISTER = 'Energy.Active.Import.Register';
/** Transactions whose registers are kept; a station that starts more without an end is not followed. */
const MOST = 200;

/** A reading in Wh, and in what steps its text counts. */
interface Reading { wh: number; step: number; text: string; path: string; at: number | undefined }

interface Meter {
  connectorId: number;
  /** As StartTransaction told it. */
  start: Reading;
  /** The last reading per place: location and phase. */
  last: Map<string, Reading>;
}

/** Transactions by the id that the CSMS gave, and starts that it has not answered yet, by message id. */
interface Meters { running: Map<number, Meter>; asked: Map<string, Meter> }

type Judge = (call: FrameEvent, action: string, meters: Meters) => Breach | undefined;

/** Follows the transactions of a 1.6 charge point and their registers; `judge` sees each CALL before it counts. */
function followMeters(judge: Judge): (event: WireEvent) => Breach | undefined {
  const meters: Meters = { running: new Map(), asked: new Map() };
  return (event) => {
    if (event.type !== 'frame') return undefined;
    const { frame, direction } = event;
    if (direction === 'out' && frame.kind === 'CALLRESULT') answered(meters, frame.id, frame.payload);
    if (direction !== 'in' || frame.kind !== 'CALL') return undefined;
    const breach = judge(event, frame.action, meters);
    note(meters, frame.id, frame.action, frame.payload);
    return breach;
  };
}

function answered({ running, asked }: Meters, id: string, payload: unknown): void {
  const meter = asked.get(id);
  const transactionId = fieldOf(payload, 'transactionId');
  asked.delete(id);
  if (meter !== undefined && typeof transactionId === 'number') keep(running, transactionId, meter);
}

function note(meters: Meters, id: string, action: string, payload: unknown): void {
  const [connectorId, meterStart] = [fieldOf(payload, 'connectorId'), whole(payload, 'meterStart')];
  if (action === 'StartTransaction' && typeof connectorId === 'number' && meterStart) keep(meters.asked, id, { connectorId, start: meterStart, last: new Map() });
  const transactionId = Number(fieldOf(payload, 'transactionId'));
  if (action === 'StopTransaction') meters.running.delete(transactionId);
  if (action !== 'MeterValues') return;
  for (const [place, reading] of readingsIn(payload, 'meterValue')) meters.running.get(transactionId)?.last.set(place, reading);
}

function keep<Key>(map: Map<Key, Meter>, key: Key, meter: Meter): void {
  map.set(key, meter);
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}

/** meterStart and meterStop are whole Wh (6.45, 6.49). */
function whole(payload: unknown, name: string): Reading | undefined {
  const value = fieldOf(payload, name);
  if (typeof value !== 'number') return undefined;
  return { wh: value, step: 1, text: `${value} Wh`, path: `$[3].${name}`, at: instantIn(fieldOf(payload, 'timestamp')) };
}

/** The import registers of a payload by place; signed data and other meters than the outlet's count for themselves. */
function readingsIn(payload: unknown, list: string): [place: string, reading: Reading][] {
  return itemsOf(payload, list).flatMap((meterValue, index) => itemsOf(meterValue, 'sampledValue').flatMap((sample, position): [string, Reading][] => {
    const value = fieldOf(sample, 'value');
    const register = (fieldOf(sample, 'measurand') ?? REGISTER) === REGISTER && (fieldOf(sample, 'format') ?? 'Raw') === 'Raw';
    if (!register || typeof value !== 'string' || value.length > 30 || value.trim() === '' || !Number.isFinite(Number(value))) return [];
    const unit = fieldOf(sample, 'unit') ?? 'Wh';
    const factor = unit === 'kWh' ? 1000 : 1;
    const decimals = value.includes('.') ? value.length - value.indexOf('.') - 1 : 0;
    const place = [fieldOf(sample, 'location') ?? 'Outlet', fieldOf(sample, 'phase') ?? 'all'].join(' ');
    const reading = {
      wh: Number(value) * factor, step: factor / 10 ** decimals, text: `${value} ${String(unit)}`,
      path: `$[3].${list}[${index}].sampledValue[${position}].value`, at: instantIn(fieldOf(meterValue, 'timestamp')),
    };
    return [[place, reading]];
  }));
}

/** Whether a reading is below an earlier one by more than the steps in which both count; an older one need not be higher. */
function falls(reading: Reading, before: Reading | undefined): before is Reading {
  if (before === undefined || (reading.at !== undefined && before.at !== undefined && reading.at < before.at)) return false;
  return reading.wh + Math.max(reading.step, before.step) <= before.wh;
}

const below = (reading: Reading, floor: Reading, what: string): Breach => ({ expected: `${reading.path}: at least ${what}, ${floor.text}`, actual: reading.text });

function judgeRegister({ frame }: FrameEvent, action: string, { running }: Meters): Breach | undefined {
  if (!('payload' in frame) || action !== 'MeterValues') return undefined;
  const meter = running.get(Number(fieldOf(frame.payload, 'transactionId')));
  if (!meter) return undefined;
  const last = new Map(meter.last);
  for (const [place, reading] of readingsIn(frame.payload, 'meterValue')) {
    const before = last.get(place);
    if (falls(reading, before)) return below(reading, before, 'the reading before it');
    if (place === 'Outlet all' && falls(reading, meter.start)) return below(reading, meter.start, 'meterStart of its transaction');
    last.set(place, reading);
  }
  return undefined;
}

function judgeStop({ frame }: FrameEvent, action: string, { running }: Meters): Breach | undefined {
  if (!('payload' in frame) || action !== 'StopTransaction') return undefined;
  const meter = running.get(Number(fieldOf(frame.payload, 'transactionId')));
  const stop = whole(frame.payload, 'meterStop');
  if (!meter || !stop) return undefined;
  const register = meter.last.get('Outlet all');
  if (falls(stop, meter.start)) return below(stop, meter.start, 'meterStart of the transaction');
  return falls(stop, register) ? below(stop, register, 'the last register of the transaction') : undefined;
}

const chargePoint = (rule: Omit<Rule, 'create' | 'versions'> & { judge: Judge }): Rule => ({
  ...rule, versions: ['1.6'], create: ({ judged }) => (judged === 'station' ? followMeters(rule.judge) : () => undefined),
});

const start = ['> [2,"s","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1000,"timestamp":"2026-01-01T00:00:00Z"}]', '< [3,"s",{"transactionId":7,"idTagInfo":{"status":"Accepted"}}]'];
const values = (at: number, value: string, unit?: string): string => `@${at} > [2,"m${at}","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-01-01T00:00:${String(at / 1000).padStart(2, '0')}Z","sampledValue":[{"value":"${value}"${unit === undefined ? '' : `,"unit":"${unit}"`}}]}]}]`;
const stop = (meterStop: number): string => `@9000 > [2,"e","StopTransaction",{"transactionId":7,"meterStop":${meterStop},"timestamp":"2026-01-01T00:00:09Z"}]`;

/** What a charge point reports of its energy meter, against what it reported before. */
export const METER_RULES: readonly Rule[] = [
  chargePoint({
    id: 'meter/register-rises', level: 'must', clause: '7.31, 7.45', judge: judgeRegister,
    requirement: 'Within a transaction Energy.Active.Import.Register, in its unit, never falls, and is never below meterStart.',
    examples: {
      passing: [
        { name: 'rising', events: [...start, values(1000, '1000'), values(2000, '1003')] }, { name: 'in kWh, rounded', events: [...start, values(1000, '1.0', 'kWh'), values(2000, '1', 'kWh')] },
        { name: 'queued out of order', events: [...start, values(3000, '1010'), values(2000, '1005')] },
        { name: 'another transaction', events: [values(1000, '900'), ...start] },
      ],
      failing: [
        { name: 'falling', events: [...start, values(1000, '1100'), values(2000, '1050')] }, { name: 'kWh called Wh', events: [...start, values(1000, '1.000', 'Wh')] },
        { name: 'from zero', events: [...start, values(1000, '0')] },
      ],
    },
  }),
  chargePoint({
    id: 'meter/stop-not-below', level: 'must', clause: '6.49, 7.31', judge: judgeStop,
    requirement: 'meterStop is neither below meterStart nor below the last register of the transaction.',
    examples: {
      passing: [{ name: 'above both', events: [...start, values(1000, '1100'), stop(1100)] }, { name: 'rounded up before', events: [...start, values(1000, '1.2', 'kWh'), stop(1150)] }],
      failing: [{ name: 'below the start', events: [...start, stop(999)] }, { name: 'below the last register', events: [...start, values(1000, '1100'), stop(1050)] }],
    },
  }),
];
