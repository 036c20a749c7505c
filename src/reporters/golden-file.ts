import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Compares a text with the golden file of that name; with UPDATE_GOLDEN=1 it writes the file instead.
 * Throws an assertion error that shows the difference.
 */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text, 'utf8');
  assert.equal(text, readFileSync(file, 'utf8'), `golden/${name} differs; if that is meant, run the test with UPDATE_GOLDEN=1`);
}

/** What no report may hold, whatever a device sends: control characters but the line feed, and bidirectional overrides. */
export function assertHarmless(text: string): void {
  const found = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/.exec(text);
  assert.equal(found, null, `a raw control character at ${found?.index}: ${JSON.stringify(text.slice(Math.max(0, (found?.index ?? 0) - 40), (found?.index ?? 0) + 10))}`);
  assert.equal(/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')), false, 'a lone surrogate');
}
