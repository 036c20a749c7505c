import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { isLooseDateTime, isZonedDateTime } from './date-time.ts';

const zoned = [
  '2026-01-31T12:00:00Z', '2026-01-31t12:00:00z', '2026-01-31T12:00:00.1Z', '2026-01-31T12:00:00.123456789Z',
  '2026-01-31T12:00:00+01:00', '2026-01-31T12:00:00-23:59', '2026-01-31T12:00:00.000-00:00', '2024-02-29T00:00:00Z',
  '2000-02-29T00:00:00Z', '2016-12-31T23:59:60Z', '2017-01-01T00:59:60+01:00', '2016-12-31T15:59:60.5-08:00', '0000-01-01T00:00:00Z',
];
const unzoned = ['2026-01-31T12:00:00', '2026-01-31T12:00:00.123', '2016-12-31T23:59:60'];
const wrong = [
  '', '0', 'now', '2026-02-30T12:00:00Z', '2023-02-29T12:00:00Z', '1900-02-29T12:00:00Z', '2026-04-31T12:00:00Z', '2026-13-01T12:00:00Z',
  '2026-00-10T12:00:00Z', '2026-01-00T12:00:00Z', '2026-01-31', '2026-01-31 12:00:00Z', '2026-01-31T24:00:00Z', '2026-01-31T12:60:00Z',
  '2026-01-31T12:00:61Z', '2026-01-31T12:00:60Z', '2017-01-01T23:59:60+01:00', '2026-01-31T12:00Z', '2026-01-31T12:00:00.Z', '2026-01-31T12:00:00,5Z',
  '2026-01-31T12:00:00+0100', '2026-01-31T12:00:00+01', '2026-01-31T12:00:00+24:00', '2026-01-31T12:00:00+01:60', '2026-01-31T12:00:00ZZ',
  '2026-01-31T12:00:00Z ', ' 2026-01-31T12:00:00Z', '2026-01-31T12:00:00 Z', '26-01-31T12:00:00Z', '20260131T120000Z', '+2026-01-31T12:00:00Z',
  '2026/01/31T12:00:00Z', '2026-01-31T12.00.00Z', '２０２６-01-31T12:00:00Z', '2026-01-31T12:00:00Z\n', '1769860800',
];

describe('date-time', () => {
  for (const text of zoned) {
    it(`takes ${text}`, () => assert.ok(isZonedDateTime(text) && isLooseDateTime(text)));
  }
  for (const text of unzoned) {
    it(`takes ${text} without its zone in 1.6 only`, () => assert.ok(!isZonedDateTime(text) && isLooseDateTime(text)));
  }
  for (const text of wrong) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.ok(!isZonedDateTime(text) && !isLooseDateTime(text)));
  }

  it('takes every date that JSON writes', () => {
    const date = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(fc.property(date, (one) => isZonedDateTime(one.toISOString())));
  });

  it('refuses whatever else comes, and takes nothing that the platform cannot read', () => {
    const near = fc.tuple(fc.constantFrom(...zoned), fc.nat(30), fc.string({ maxLength: 2 }))
      .map(([text, at, bit]) => text.slice(0, at) + bit + text.slice(at + bit.length));
    fc.assert(fc.property(fc.oneof(fc.string(), near), (text) => {
      if (isZonedDateTime(text) && text.slice(17, 19) !== '60') assert.ok(!Number.isNaN(Date.parse(text.toUpperCase())), text);
    }), { numRuns: 2000 });
  });
});
