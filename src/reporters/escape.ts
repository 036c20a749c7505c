/** C0 and C1 controls, DEL, zero-width and bidirectional characters, line separators, lone surrogates, noncharacters, tags. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;
/** CI systems read commands anywhere in a line that holds these. */
const CI_COMMAND = /##(?=\[|vso\[)/gi;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Longest text of one field of a device that a report prints. */
export const MAX_TEXT = 2000;

/**
 * Makes a text of a device safe to print on one line of a terminal, a log or XML: what cannot be seen
 * or would steer the reader's terminal is written as an escape, and the rest is cut at `max` characters.
 */
export function escapeText(text: string, max = MAX_TEXT): string {
  const cut = text.length > max;
  const visible = text.slice(0, max).replace(INVISIBLE, escapeCharacter).replace(CI_COMMAND, '#\\x23');
  return cut ? `${visible}… (${text.length} characters in all)` : visible;
}

function escapeCharacter(found: string): string {
  const short = SHORT[found];
  if (short) return short;
  const code = found.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** A duration in words of the size that fits: `350 ms`, `1.2 s`, `3 min 5 s`, `2 h 4 min`. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A count with its noun: `1 warning`, `2 warnings`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
