/** What a terminal offers beyond a stream. */
interface Sized {
  columns: number;
}

export interface LiveAreaOptions {
  stream: NodeJS.WritableStream;
  /** Without a terminal nothing is drawn and no cursor code is ever written. */
  enabled: boolean;
  columns?: number;
}

/** Lines at the bottom of a terminal that are redrawn, above which finished lines scroll. */
export interface LiveArea {
  /** Writes finished lines for good, above the live ones. While paused they are kept. */
  print(lines: readonly string[]): void;
  /** Replaces the live lines. */
  show(lines: readonly string[]): void;
  /** Clears the live lines and leaves the terminal to someone else, until `resume`. */
  pause(): void;
  resume(): void;
}

/** Makes the live area of a stream; each change is one write, so that nothing flickers. */
export function createLiveArea(options: LiveAreaOptions): LiveArea {
  const { stream, enabled } = options;
  let drawn = 0;
  let live: readonly string[] = [];
  let paused = false;
  let held: string[] = [];
  const width = (): number => Math.max(20, isSized(stream) ? stream.columns : options.columns ?? 80);
  const draw = (finished: readonly string[]): void => {
    const area = enabled && !paused ? live.map((line) => clipLine(line, width() - 1)) : [];
    const up = drawn > 0 ? `\u001b[${drawn}A\r` : '';
    const clear = enabled && drawn > 0 ? '\u001b[K' : '';
    const rows = [...finished, ...area].map((line) => `${line}${clear}\n`).join('');
    const below = drawn > 0 ? '\u001b[J' : '';
    if (up !== '' || rows !== '') stream.write(`${up}${rows}${below}`);
    drawn = area.length;
  };
  return {
    print(lines) {
      if (paused) held.push(...lines);
      else draw(lines);
    },
    show(lines) {
      if (lines.length === live.length && lines.every((line, index) => line === live[index])) return;
      live = lines;
      if (enabled && !paused) draw([]);
    },
    pause() {
      if (paused) return;
      paused = true;
      draw([]);
    },
    resume() {
      if (!paused) return;
      paused = false;
      const lines = held;
      held = [];
      draw(lines);
    },
  };
}

function isSized(stream: NodeJS.WritableStream): stream is NodeJS.WritableStream & Sized {
  return 'columns' in stream && typeof stream.columns === 'number' && stream.columns > 0;
}

/** Cuts a line of plain text to a width in columns; what may be drawn wide counts as two. */
export function clipLine(line: string, width: number): string {
  let used = 0;
  let result = '';
  for (const character of line) {
    const size = (character.codePointAt(0) ?? 0) >= 0x1100 && !/[\u2000-\u2bff]/.test(character) ? 2 : 1;
    if (used + size > width - 1) return `${result}…`;
    used += size;
    result += character;
  }
  return result;
}
