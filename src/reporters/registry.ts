import type { Reporter } from '../trace/types.ts';

/** The part of the injected clock that a reporter may use: to show how long something has taken. */
export interface ReporterClock {
  readonly scale: number;
  now(): number;
  after(ms: number, run: () => void): { cancel(): void };
}

export interface ReporterOptions {
  /** Where the console and GitHub reporters print; default standard output. */
  stream?: NodeJS.WritableStream;
  isTTY: boolean;
  color: boolean;
  /** Width of the terminal in characters; default what the stream says, or 80. */
  columns?: number;
  /** Also prints every step, and failures that were expected. */
  verbose?: boolean;
  /** Lets the live lines show elapsed time; without it they change with events only. */
  clock?: ReporterClock;
  /** Environment of the process; the github reporter reads GITHUB_STEP_SUMMARY and GITHUB_WORKSPACE from it. */
  env?: Readonly<Record<string, string | undefined>>;
}

type Create = (options: ReporterOptions) => Reporter;

/** Every reporter by its name, loaded when it is asked for. */
const LOADERS = {
  console: async (): Promise<Create> => (await import('./console.ts')).createConsoleReporter,
  junit: async (): Promise<Create> => (await import('./junit.ts')).createJunitReporter,
  html: async (): Promise<Create> => (await import('./html/html.ts')).createHtmlReporter,
  json: async (): Promise<Create> => (await import('./json.ts')).createJsonReporter,
  markdown: async (): Promise<Create> => (await import('./markdown.ts')).createMarkdownReporter,
  github: async (): Promise<Create> => (await import('./github.ts')).createGithubReporter,
} satisfies Record<string, () => Promise<Create>>;

export type ReporterName = keyof typeof LOADERS;

/** The names that `--reporter` takes. */
export const REPORTER_NAMES: readonly string[] = Object.keys(LOADERS);

function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(LOADERS, name);
}

/**
 * Checks names of reporters without loading any; a name may itself be a list with commas. Throws an
 * error that lists the names and suggests the nearest one.
 */
export function checkReporterNames(names: readonly string[]): ReporterName[] {
  const wanted = names.flatMap((name) => name.split(',')).map((name) => name.trim()).filter((name) => name !== '');
  return [...new Set(wanted)].map((name) => {
    if (isReporterName(name)) return name;
    const nearest = nearestName(name);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new Error(`There is no reporter "${name.slice(0, 40)}".${hint} The reporters are: ${REPORTER_NAMES.join(', ')}.`);
  });
}

/**
 * Makes the reporters of a run by name. `console` is always among them, and last, so that its summary
 * can name the files that the others wrote. Rejects for an unknown name.
 */
export async function createReporters(names: readonly string[], options: ReporterOptions): Promise<Reporter[]> {
  const files = checkReporterNames(names).filter((name) => name !== 'console');
  const reporters: Reporter[] = [];
  for (const name of [...files, 'console' as const]) {
    const create = await LOADERS[name]();
    reporters.push(create(options));
  }
  return reporters;
}

/** Gives an event to every reporter; one that throws is reported once and then left out. */
export function createDispatcher(reporters: readonly Reporter[], onNotice: (text: string) => void): Required<Pick<Reporter, 'onEvent'>>['onEvent'] {
  const broken = new Set<Reporter>();
  return (event) => {
    for (const reporter of reporters) {
      if (broken.has(reporter)) continue;
      try {
        reporter.onEvent?.(event);
      } catch (error) {
        broken.add(reporter);
        onNotice(`The ${reporter.name ?? 'unnamed'} reporter stopped: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
}

/** The name within two edits of what was typed, if there is one. */
function nearestName(typed: string): string | undefined {
  const ranked = REPORTER_NAMES.map((name) => ({ name, distance: name.startsWith(typed) && typed.length > 1 ? 0 : editDistance(typed.slice(0, 40).toLowerCase(), name) }));
  const [best] = ranked.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 2 ? best.name : undefined;
}

/** Levenshtein distance of two short words. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
