// No regular expression: these texts come from the device, and a scan is linear whatever they hold.

const zero = 48;

/** The digits from `start` to `end` as a number; NaN if there is anything else. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function isDate(text: string): boolean {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (Number.isNaN(year) || text[4] !== '-' || text[7] !== '-') return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Index after the fraction of a second that may begin at 19; -1 if a point has no digits. */
function endOfFraction(text: string): number {
  if (text[19] !== '.') return 19;
  let end = 20;
  while (!Number.isNaN(digits(text, end, end + 1))) end += 1;
  return end === 20 ? -1 : end;
}

/** Minutes east of UTC; undefined if there is no zone, NaN if it is none that RFC 3339 knows. */
function zoneMinutes(zone: string): number | undefined {
  if (zone === '') return undefined;
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = digits(zone, 1, 3);
  const minutes = digits(zone, 4, 6);
  const wellFormed = zone.length === 6 && zone[3] === ':' && hours <= 23 && minutes <= 59;
  if (!wellFormed || (zone[0] !== '+' && zone[0] !== '-')) return NaN;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Whether the seconds are below 60, or are a leap second: 23:59:60 UTC (RFC 3339 5.7). */
function isTime(text: string, zone: number): boolean {
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (text[13] !== ':' || text[16] !== ':' || !(hour <= 23 && minute <= 59 && second <= 60)) return false;
  const lastMinute = 23 * 60 + 59;
  const day = 24 * 60;
  return second < 60 || (hour * 60 + minute - zone + 2 * day) % day === lastMinute;
}

function isDateTime(text: string, needsZone: boolean): boolean {
  if (text.length < 19 || (text[10] !== 'T' && text[10] !== 't') || !isDate(text)) return false;
  const end = endOfFraction(text);
  if (end < 0) return false;
  const zone = zoneMinutes(text.slice(end));
  if (zone === undefined) return !needsZone && isTime(text, 0);
  return !Number.isNaN(zone) && isTime(text, zone);
}

/** Whether a text is a date-time of RFC 3339 with its time zone, as 2.x wants it (Part 2, 3.1 Time Format Requirements). */
export function isZonedDateTime(text: string): boolean {
  return isDateTime(text, true);
}

/**
 * Whether a text is a date-time as the 1.6 schemas take it. 1.6 (3.14, errata 3.10) asks for ISO 8601,
 * where the zone may be absent; whether it should be is a matter for the rules.
 */
export function isLooseDateTime(text: string): boolean {
  return isDateTime(text, false);
}
