import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, it } from 'mocha';
import { GOLDEN_RESULTS, goldenEvents, goldenRun } from '../trace/golden-run.ts';
import type { RunEvent, RunResult, StepResult } from '../trace/types.ts';
import { createConsoleReporter } from './console.ts';
import { assertGolden, assertHarmless } from './golden-file.ts';
import type { ReporterClock, ReporterOptions } from './registry.ts';

class Paper extends Writable {
  text = '';
  writes: string[] = [];
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    this.writes.push(chunk.toString('utf8'));
    done();
  }
}

/** A clock that stands still until it is moved, and holds one timer. */
function stoppedClock(): ReporterClock & { advance(ms: number): void; pending(): number } {
  let now = 0;
  let timers: { due: number; run: () => void }[] = [];
  return {
    scale: 1,
    now: () => now,
    after(ms, run) {
      const timer = { due: now + ms, run };
      timers.push(timer);
      return { cancel: () => { timers = timers.filter((one) => one !== timer); } };
    },
    advance(ms) {
      now += ms;
      const due = timers.filter((one) => one.due <= now);
      timers = timers.filter((one) => one.due > now);
      for (const timer of due) timer.run();
    },
    pending: () => timers.length,
  };
}

/** What stands on the screen after the cursor codes that the reporter uses have been obeyed. */
function screenOf(text: string): string[] {
  const rows: string[] = [''];
  let row = 0;
  for (const [part] of text.matchAll(/\u001b\[\d*[A-Za-z]|\r|\n|[^\u001b\r\n]+/g)) {
    const up = /^\u001b\[(\d+)A$/.exec(part);
    if (up) row = Math.max(0, row - Number(up[1]));
    else if (part === '\n') rows[row += 1] ??= '';
    else if (part === '\u001b[J') rows.splice(row, Infinity, '');
    else if (part !== '\r' && !part.startsWith('\u001b[')) rows[row] = part;
    else if (part === '\u001b[K') continue;
  }
  return rows;
}

async function print(run: RunResult, options: Partial<ReporterOptions>): Promise<string> {
  const paper = new Paper();
  const folder = await mkdtemp(join(tmpdir(), 'plugproof-console-'));
  try {
    for (const name of ['junit.xml', 'report.html', 'half.part']) await writeFile(join(folder, name), '');
    const reporter = createConsoleReporter({ stream: paper, isTTY: false, color: false, ...options });
    for (const event of goldenEvents(run)) reporter.onEvent?.(event);
    await reporter.finish?.(run, folder);
    return paper.text.replaceAll(folder, 'reports/run');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the console reporter in a log', () => {
  it('prints every verdict', async () => {
    const text = await print(goldenRun(), {});
    assertHarmless(text);
    assertGolden('console.txt', text);
  });

  it('prints every step where it is to be verbose', async () => {
    assertGolden('console-verbose.txt', await print({ ...goldenRun(), testcases: GOLDEN_RESULTS.slice(0, 2) }, { verbose: true }));
  });

  it('says how an interrupted run goes on', async () => {
    for (const cause of ['SIGINT', 'bail'] as const) assertGolden(`console-${cause}.txt`, await print(goldenRun(cause), {}));
  });

  it('uses colours only where they are wanted, and no other codes', async () => {
    const text = await print(goldenRun(), { color: true });
    assert.ok(text.includes('\u001b[31m'));
    assertHarmless(text.replace(/\u001b\[\d+m/g, ''));
  });

  it('begins no line with a text of the device, which CI systems would take for a command', async () => {
    const text = await print(goldenRun(), { verbose: true });
    assert.equal(/^\s*::/m.test(text), false);
    assert.equal(/##(?:\[|vso\[)/i.test(text), false);
  });
});

describe('the console reporter in a terminal', () => {
  it('leaves the same lines as in a log', async () => {
    const log = await print(goldenRun(), {});
    const terminal = await print(goldenRun(), { isTTY: true, columns: 400 });
    assert.ok(terminal.includes('\u001b['));
    assert.deepEqual(screenOf(terminal).filter((line) => line !== ''), log.split('\n').filter((line) => line !== ''));
  });

  it('shows what each lane does and for how long, and stops its timer', () => {
    const paper = new Paper();
    const clock = stoppedClock();
    const reporter = createConsoleReporter({ stream: paper, isTTY: true, color: false, columns: 70, clock });
    const run = goldenRun();
    const events: RunEvent[] = [
      { type: 'run-started', run, selected: 2, lanes: 2, notices: [] },
      { type: 'testcase-started', id: 'TC_001_CS', title: 'a', topic: 't', station: 'CP1', lane: 0, attempt: 1 },
      { type: 'testcase-started', id: 'TC_002_CS', title: 'b', topic: 't', station: 'CP\u001b2', lane: 1, attempt: 2 },
    ];
    for (const event of events) reporter.onEvent?.(event);
    clock.advance(100);
    const step: StepResult = { path: '3', text: `waits for ${'x'.repeat(100)}`, status: 'passed', startMs: 0, durationMs: 0, frames: [] };
    reporter.onEvent?.({ type: 'step', id: 'TC_001_CS', lane: 0, step });
    clock.advance(4900);
    const screen = screenOf(paper.text);
    assert.ok(screen.some((line) => /^ {2}▸ CP1 TC_001_CS 5\.0 s {2}3 waits for x+…$/.test(line)), screen.join('\n'));
    assert.ok(screen.includes('  ▸ CP\\x1b2 TC_002_CS (attempt 2) 5.0 s  starts'), screen.join('\n'));
    assert.ok(screen.every((line) => line.length < 70));
    reporter.onEvent?.({ type: 'run-ended', run });
    assert.equal(clock.pending(), 0);
    assert.equal(screenOf(paper.text).some((line) => line.includes('▸')), false);
  });

  it('leaves the terminal to the operator while one is asked', () => {
    const paper = new Paper();
    const reporter = createConsoleReporter({ stream: paper, isTTY: true, color: false, columns: 80 });
    const [first] = GOLDEN_RESULTS;
    assert.ok(first);
    reporter.onEvent?.({ type: 'run-started', run: goldenRun(), selected: 2, lanes: 2, notices: [] });
    for (const lane of [0, 1]) reporter.onEvent?.({ type: 'testcase-started', id: `TC_${lane}`, title: '', topic: 't', station: 'CP1', lane, attempt: 1 });
    reporter.onEvent?.({ type: 'operator', id: 'TC_0', lane: 0, instruction: 'plug in', waiting: true });
    assert.equal(screenOf(paper.text).some((line) => line.includes('▸')), false, 'the live lines are gone');
    const before = paper.writes.length;
    reporter.onEvent?.({ type: 'testcase-ended', lane: 1, result: { ...first, id: 'TC_1' }, final: true });
    assert.equal(paper.writes.length, before, 'nothing is written into the prompt');
    reporter.onEvent?.({ type: 'operator', id: 'TC_0', lane: 0, instruction: 'plug in', waiting: false });
    const screen = screenOf(paper.text);
    assert.ok(screen.some((line) => line.includes('✓ passed') && line.includes('TC_1')), 'what ended meanwhile is printed');
    assert.ok(screen.some((line) => line.includes('▸') && line.includes('TC_0')), 'the live line is back');
  });

  it('redraws in one write', () => {
    const paper = new Paper();
    const reporter = createConsoleReporter({ stream: paper, isTTY: true, color: false, columns: 80 });
    reporter.onEvent?.({ type: 'testcase-started', id: 'TC_1', title: '', topic: 't', station: 'CP1', lane: 0, attempt: 1 });
    const before = paper.writes.length;
    reporter.onEvent?.({ type: 'operator', id: 'TC_1', lane: 0, instruction: '', waiting: false });
    reporter.onEvent?.({ type: 'step', id: 'TC_1', lane: 0, step: { path: '1', text: 'x', status: 'passed', startMs: 0, durationMs: 0, frames: [] } });
    assert.equal(paper.writes.length, before + 1);
  });
});
