import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { GOLDEN_RESULTS, HOSTILE } from '../trace/golden-run.ts';
import { escapeText, formatDuration } from './escape.ts';
import { failureLines, failureText } from './failure-text.ts';
import { assertHarmless } from './golden-file.ts';

const FAILURES = GOLDEN_RESULTS.flatMap((result) => result.failures);

describe('escapeText', () => {
  it('writes out what cannot be seen or would steer a terminal', () => {
    assert.equal(escapeText('\u001b[31m\u0000\u007f\u009b\u202e\u2066\ufeff\ud800x\n\t'), '\\x1b[31m\\x00\\x7f\\x9b\\u202e\\u2066\\ufeff\\ud800x\\n\\t');
    assert.equal(escapeText('\u{e0041}'), '\\u{e0041}');
  });

  it('leaves ordinary text of any script alone', () => {
    for (const text of ['Säule 3 – ok', '充电桩', '🔌 plug', 'ελ', '[2,"1",{}]', '## heading']) assert.equal(escapeText(text), text);
  });

  it('defuses commands to CI systems', () => {
    assert.equal(escapeText('x ##vso[task.x] ##[error] ##VSO[y]'), 'x #\\x23vso[task.x] #\\x23[error] #\\x23VSO[y]');
  });

  it('cuts, says how long it was, and never inside of a pair', () => {
    assert.equal(escapeText('x'.repeat(20), 5), 'xxxxx… (20 characters in all)');
    assertHarmless(escapeText('🔌'.repeat(20), 5));
  });
});

describe('formatDuration', () => {
  it('takes the unit that fits, and never rounds to sixty', () => {
    const shown = [0, 999, 999.6, 1234, 59_949, 59_951, 61_000, 3_599_600, 3_600_000, 7_500_000].map(formatDuration);
    assert.deepEqual(shown, ['0 ms', '999 ms', '1.0 s', '1.2 s', '59.9 s', '1 min 0 s', '1 min 1 s', '1 h 0 min', '1 h 0 min', '2 h 5 min']);
  });
});

describe('failureText', () => {
  it('reads requirement, expected, actual, last frames, in that order', () => {
    for (const failure of FAILURES) {
      const parts = failureLines(failure).map((line) => line.part).filter((part) => part !== 'frame');
      assert.deepEqual(parts, ['step', 'requirement', 'expected', 'actual', 'frames']);
    }
  });

  it('lets nothing of a device through unescaped, nor longer than a page', () => {
    for (const failure of FAILURES) {
      const text = failureText(failure);
      assertHarmless(text);
      assert.ok(text.length < 20_000);
      assert.equal(text.split('\n').length, failureLines(failure).length);
    }
    assert.ok(FAILURES.some((failure) => failure.actual.includes(HOSTILE.ansi)), 'the golden run holds a hostile failure');
  });

  it('shows the last ten frames of a longer list', () => {
    const [failure] = FAILURES;
    assert.ok(failure);
    const frames = Array.from({ length: 30 }, (_, index) => ({ direction: 'in', wall: '', atMs: index, text: `frame ${index}` }) as const);
    const lines = failureLines({ ...failure, frames }).filter((line) => line.part === 'frame');
    assert.equal(lines.length, 10);
    assert.equal(lines.at(-1)?.text, '+0.029 s  device → frame 29');
  });
});
