const ANSI = /\u001b\[[0-9;]*m/g;

/**
 * Columns that our own texts take in a terminal: one per character, colours left out. Stands in for
 * string-width in the bundle, whose tables of emoji and scripts take half of the time to start.
 */
export default function textWidth(text: string): number {
  return [...text.replace(ANSI, '')].length;
}
