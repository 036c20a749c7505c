import pc from 'picocolors';
import { readdir } from 'node:fs/promises';
import type { Reporter, RunEvent, RunResult } from '../trace/types.ts';
import { headerLines, testcaseLines } from './console-text.ts';
import { summaryLines } from './console-summary.ts';
import { escapeText, formatDuration } from './escape.ts';
import { createLiveArea } from './live-area.ts';
import type { LiveArea } from './live-area.ts';
import type { ReporterOptions } from './registry.ts';

/** Milliseconds of machine time between two redraws of the elapsed times. */
const TICK = 1000;
/** Milliseconds of machine time within which steps do not redraw again. */
const STEP_GAP = 80;

interface Lane {
  id: string;
  title: string;
  station: string;
  attempt: number;
  since: number | undefined;
  doing: string;
}

type Of<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** Prints a run as it goes on: live lines in a terminal, one plain line per finished testcase elsewhere. */
export function createConsoleReporter(options: ReporterOptions): Reporter {
  return new ConsoleReporter(options);
}

class ConsoleReporter implements Reporter {
  readonly name = 'console';
  readonly #options: ReporterOptions;
  readonly #area: LiveArea;
  readonly #colors: ReturnType<typeof pc.createColors>;
  readonly #lanes = new Map<number, Lane>();
  readonly #waiting = new Set<number>();
  readonly #stream: NodeJS.WritableStream;
  #topic: string | undefined;
  #selected = 0;
  #ended = 0;
  #drawnAt = -Infinity;
  #tick: { cancel(): void } | undefined;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#stream = options.stream ?? process.stdout;
    this.#colors = pc.createColors(options.color);
    this.#area = createLiveArea({ stream: this.#stream, enabled: options.isTTY, columns: options.columns });
  }

  onEvent(event: RunEvent): void {
    switch (event.type) {
      case 'run-started': return this.#start(event);
      case 'testcase-started': return this.#begin(event);
      case 'step': return this.#step(event);
      case 'operator': return this.#operator(event);
      case 'testcase-ended': return this.#end(event);
      case 'run-ended': return this.#stop();
      case 'wire': case 'finding': return;
    }
  }

  async finish(run: RunResult, folder: string): Promise<string[]> {
    this.#stop();
    const files = await listReports(folder);
    this.#area.print(summaryLines(run, escapeText(folder, 500), files, this.#colors));
    return [];
  }

  #start(event: Of<'run-started'>): void {
    this.#selected = event.selected;
    this.#area.print(headerLines(event.run, event.selected, event.lanes, event.notices, this.#colors));
    this.#scheduleTick();
  }

  #begin(event: Of<'testcase-started'>): void {
    const { id, title, station, attempt } = event;
    this.#lanes.set(event.lane, { id, title, station, attempt, since: this.#options.clock?.now(), doing: 'starts' });
    this.#draw();
  }

  #step(event: Of<'step'>): void {
    const lane = this.#lanes.get(event.lane);
    if (!lane) return;
    lane.doing = `${event.step.path} ${event.step.text}`;
    const { clock } = this.#options;
    if (!clock || clock.now() - this.#drawnAt >= STEP_GAP * clock.scale) this.#draw();
  }

  #operator(event: Of<'operator'>): void {
    const lane = this.#lanes.get(event.lane);
    if (lane) lane.doing = event.waiting ? `waits for the operator: ${event.instruction}` : 'goes on';
    if (event.waiting) this.#waiting.add(event.lane);
    else this.#waiting.delete(event.lane);
    if (this.#waiting.size > 0) this.#area.pause();
    else this.#area.resume();
  }

  #end(event: Of<'testcase-ended'>): void {
    this.#lanes.delete(event.lane);
    this.#waiting.delete(event.lane);
    const { result, final } = event;
    const lines = final
      ? testcaseLines(result, this.#colors, this.#options.verbose === true)
      : [this.#colors.dim(`  ↻ ${escapeText(result.id, 100)}  ${result.verdict} at attempt ${result.attempt}, is tried again`)];
    if (final) this.#ended += 1;
    const heading = result.topic === this.#topic ? [] : ['', this.#colors.bold(escapeText(result.topic, 200))];
    this.#topic = result.topic;
    this.#area.print([...heading, ...lines]);
    if (this.#waiting.size === 0) this.#area.resume();
    this.#draw();
  }

  #stop(): void {
    this.#tick?.cancel();
    this.#tick = undefined;
    this.#lanes.clear();
    this.#waiting.clear();
    this.#area.resume();
    this.#area.show([]);
  }

  #scheduleTick(): void {
    const { clock, isTTY } = this.#options;
    if (!clock || !isTTY) return;
    this.#tick = clock.after(TICK * clock.scale, () => {
      this.#draw();
      this.#scheduleTick();
    });
  }

  #draw(): void {
    const { clock } = this.#options;
    this.#drawnAt = clock?.now() ?? 0;
    const lines = [...this.#lanes].sort(([a], [b]) => a - b).map(([, lane]) => this.#laneLine(lane, this.#drawnAt));
    this.#area.show(lines.length === 0 ? [] : ['', ...lines, `  ${this.#ended} of ${this.#selected} done`]);
  }

  #laneLine(lane: Lane, now: number): string {
    const time = lane.since === undefined ? '' : ` ${formatDuration(now - lane.since)}`;
    const again = lane.attempt > 1 ? ` (attempt ${lane.attempt})` : '';
    const station = this.#lanes.size > 1 ? ` ${escapeText(lane.station, 40)}` : '';
    return `  ▸${station} ${escapeText(lane.id, 60)}${again}${time}  ${escapeText(lane.doing, 300)}`;
  }
}

/** The files that the run has left so far, the traces as one entry. */
async function listReports(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  });
  return names.filter((name) => /^[\w.-]+$/.test(name) && !name.endsWith('.part')).sort().map((name) => name === 'traces' ? 'traces/' : name);
}
