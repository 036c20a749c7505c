import { createHash } from 'node:crypto';

/** Names that Windows reserves for devices, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_LENGTH = 100;

/**
 * Makes a file name, without extension, out of any text: letters, digits, `.`, `_` and `-` only, and
 * a short hash where something had to be changed, so that two texts never share a file.
 */
export function toFileName(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_').slice(0, MAX_LENGTH);
  if (safe === text && safe !== '' && !RESERVED.test(safe)) return safe;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${safe.replace(RESERVED, '_')}-${hash}`;
}
