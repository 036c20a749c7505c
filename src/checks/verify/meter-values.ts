import { instantOf } from '../../matching/matchers.ts';
import { isObject, valueAt } from '../../matching/scope.ts';
import type { JsonValue } from '../../ocppj/types.ts';
import type { Arguments, Shortcoming, Verifier } from '../types.ts';

const DEFAULT_MEASURAND = 'Energy.Active.Import.Register';

/** The measurand without its phase: `Voltage.L1` in a key's value stands for Voltage on phase L1. */
function measurandsOf(value: JsonValue | undefined): string[] {
  const names = typeof value === 'string' ? value.split(',').map((text) => text.trim()).filter((text) => text !== '') : [];
  return names.length === 0 ? [DEFAULT_MEASURAND] : names.map((name) => name.replace(/\.(L[123](-L[123]|-N)?|N)$/, ''));
}

interface Sample { measurand: string; context: string; location: string; format: string }

function samplesOf(meterValue: JsonValue): Sample[] {
  const list = valueAt(meterValue, ['sampledValue']);
  return (Array.isArray(list) ? list : []).filter(isObject).map((item) => ({
    measurand: String(item['measurand'] ?? DEFAULT_MEASURAND), context: String(item['context'] ?? 'Sample.Periodic'),
    location: String(item['location'] ?? 'Outlet'), format: String(item['format'] ?? 'Raw'),
  }));
}

/** The meterValue elements of all payloads, in order. */
function meterValuesOf(payloads: JsonValue | undefined): JsonValue[] {
  return (Array.isArray(payloads) ? payloads : []).flatMap((payload) => {
    const list = valueAt(payload, ['meterValue']);
    return Array.isArray(list) ? list : [];
  });
}

function verifySamples({ payloads, measurands, context }: Arguments): Shortcoming | undefined {
  const wanted = measurandsOf(measurands);
  const meterValues = meterValuesOf(payloads);
  if (meterValues.length === 0) return { expected: 'at least one meter value', actual: 'none' };
  for (const meterValue of meterValues) {
    const samples = samplesOf(meterValue);
    const missing = wanted.find((name) => !samples.some((sample) => sample.measurand === name));
    if (missing !== undefined) return { expected: `a sampledValue for ${missing} in every meter value`, actual: samples.map((sample) => sample.measurand).join(', ') || 'none' };
    const strange = samples.find((sample) => sample.context !== context);
    if (strange) return { expected: `context ${String(context)}`, actual: strange.context };
    const atVehicle = samples.find((sample) => sample.location === 'EV' && sample.measurand !== 'SoC');
    if (atVehicle) return { expected: 'location EV only for SoC', actual: `${atVehicle.measurand} at EV` };
    const signed = samples.find((sample) => sample.format !== 'Raw');
    if (signed) return { expected: 'format Raw', actual: signed.format };
  }
  return undefined;
}

function verifyPeriod({ payloads, period, tolerance, least }: Arguments): Shortcoming | undefined {
  const seconds = Number(period);
  const slack = Number(tolerance);
  const instants = meterValuesOf(payloads).map((meterValue) => instantOf(valueAt(meterValue, ['timestamp'])));
  if (instants.length < Number(least ?? 2)) return { expected: `at least ${String(least ?? 2)} meter values`, actual: String(instants.length) };
  for (const [index, instant] of instants.entries()) {
    const previous = instants[index - 1];
    if (instant === undefined) return { expected: 'a timestamp with a zone in every meter value', actual: 'one without' };
    if (previous === undefined) continue;
    const gap = (instant - previous) / 1000;
    if (Math.abs(gap - seconds) > slack) return { expected: `${seconds} s ± ${slack} s between two timestamps`, actual: `${Number(gap.toFixed(3))} s` };
  }
  return undefined;
}

/** Clock-aligned: the timestamp is a whole number of intervals after midnight UTC (1.6 9.1.5 ClockAlignedDataInterval). */
function verifyAligned({ payloads, interval, tolerance }: Arguments): Shortcoming | undefined {
  const ms = Number(interval) * 1000;
  const slack = Number(tolerance) * 1000;
  const meterValues = meterValuesOf(payloads);
  if (meterValues.length === 0) return { expected: 'at least one meter value', actual: 'none' };
  for (const meterValue of meterValues) {
    const text = valueAt(meterValue, ['timestamp']);
    const instant = instantOf(text);
    const off = instant === undefined ? Number.NaN : instant % 86_400_000 % ms;
    if (!(Math.min(off, ms - off) <= slack)) return { expected: `a timestamp on a multiple of ${String(interval)} s since midnight`, actual: JSON.stringify(text ?? null) };
  }
  return undefined;
}

const meter = (timestamp: string, context: string, measurand = DEFAULT_MEASURAND, extra: { [key: string]: JsonValue } = {}): JsonValue =>
  ({ connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: '1', context, measurand, ...extra }] }] });

/** Checks on collected MeterValues payloads of 1.6. */
export const METER_CHECKS: Record<string, Verifier> = {
  'meter-samples': {
    sentence: 'every meter value has the configured measurands, the right context, a location that fits and raw data',
    verify: verifySamples,
    examples: {
      passing: [{ payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Periodic')], measurands: '', context: 'Sample.Periodic' }, { payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Clock', 'SoC', { location: 'EV' })], measurands: 'SoC', context: 'Sample.Clock' }],
      failing: [
        { payloads: [], measurands: '', context: 'Sample.Periodic' },
        { payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Clock')], measurands: '', context: 'Sample.Periodic' },
        { payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Periodic')], measurands: 'Voltage', context: 'Sample.Periodic' },
        { payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Periodic', DEFAULT_MEASURAND, { location: 'EV' })], measurands: '', context: 'Sample.Periodic' },
        { payloads: [meter('2026-01-01T00:00:00Z', 'Sample.Periodic', DEFAULT_MEASURAND, { format: 'SignedData' })], measurands: '', context: 'Sample.Periodic' },
      ],
    },
  },
  'meter-period': {
    sentence: 'the timestamps of the meter values are one interval apart, in order',
    verify: verifyPeriod,
    examples: {
      passing: [{ payloads: [meter('2026-01-01T00:00:00Z', 'x'), meter('2026-01-01T00:00:05.4Z', 'x')], period: 5, tolerance: 1 }],
      failing: [
        { payloads: [meter('2026-01-01T00:00:00Z', 'x'), meter('2026-01-01T00:00:09Z', 'x')], period: 5, tolerance: 1 },
        { payloads: [meter('2026-01-01T00:00:05Z', 'x'), meter('2026-01-01T00:00:00Z', 'x')], period: 5, tolerance: 1 },
        { payloads: [meter('2026-01-01T00:00:00Z', 'x')], period: 5, tolerance: 1 },
        { payloads: [meter('2026-01-01T00:00:00', 'x'), meter('2026-01-01T00:00:05', 'x')], period: 5, tolerance: 1 },
      ],
    },
  },
  'meter-aligned': {
    sentence: 'the timestamps of the meter values stand on multiples of the interval since midnight',
    verify: verifyAligned,
    examples: {
      passing: [{ payloads: [meter('2026-01-01T00:00:20Z', 'x'), meter('2026-01-01T00:00:39.9Z', 'x')], interval: 20, tolerance: 1 }],
      failing: [{ payloads: [meter('2026-01-01T00:00:27Z', 'x')], interval: 20, tolerance: 1 }, { payloads: [], interval: 20, tolerance: 1 }, { payloads: [meter('', 'x')], interval: 20, tolerance: 1 }],
    },
  },
};
