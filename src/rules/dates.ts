import { isLooseDateTime, isZonedDateTime } from '../schemas/date-time.ts';

/** A date-time in a payload, and where it stands. */
export interface PlacedDate { path: string; text: string }

/** Fields of OCPP 1.6 and 2.x that hold a date-time. */
const DATE_FIELDS = new Set([
  'timestamp', 'currentTime', 'expiryDate', 'scheduleStart', 'startSchedule', 'validFrom', 'validTo', 'retrieveDate', 'startTime', 'stopTime',
]);

/** Enough to show what is wrong; a payload may hold thousands. */
const MOST_DATES = 200;

/** The date-times of a payload, with their paths below `root`; texts that are none are left to the schema. */
export function datesIn(payload: unknown, root: string): PlacedDate[] {
  const found: PlacedDate[] = [];
  const walk = (value: unknown, path: string, name: string): void => {
    if (found.length >= MOST_DATES) return;
    if (typeof value === 'string') {
      if (DATE_FIELDS.has(name) && isLooseDateTime(value)) found.push({ path, text: value });
    } else if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${path}[${index}]`, name));
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`, key);
  };
  walk(payload, root, '');
  return found;
}

/** The instant that a date-time stands for, in ms since 1970; undefined without a zone, and for what is no date-time. */
export function instantIn(text: unknown): number | undefined {
  if (typeof text !== 'string' || !isZonedDateTime(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
