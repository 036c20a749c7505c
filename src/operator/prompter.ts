import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Clock } from '../clock/clock.ts';
import { sanitise } from './answer.ts';
import type { ActionResult } from './types.ts';

export interface PromptOptions {
  clock: Clock;
  /** Default: standard input. */
  input?: NodeJS.ReadableStream & { isTTY?: boolean };
  /** Default: standard error, so that a report on standard output stays clean. */
  output?: NodeJS.WritableStream;
  /** Called when the person types `q`: the run is to end. */
  onAbort?: () => void;
}

/** A person at a terminal, who is asked one thing at a time. Never throws. */
export interface Prompter {
  /** Shows an instruction; Enter is done, `n` is cannot, `q` ends the run. */
  instruct(instruction: string, timeoutMs: number): Promise<ActionResult>;
  /** Asks a question; `y` or `n`. */
  question(question: string, timeoutMs: number): Promise<ActionResult>;
  close(): Promise<void>;
}

const NOBODY = 'There is nobody to ask: the plan says `mode: prompt`, but this is no terminal.';
const ENDED = 'The person at the terminal ended the run.';

/** Makes a prompter for a terminal; where there is none, every request is `cannot`. */
export function createPrompter(options: PromptOptions): Prompter {
  const input = options.input ?? process.stdin;
  const output = options.output ?? process.stderr;
  let queue: Promise<unknown> = Promise.resolve();
  let ended = false;
  let open: { terminal: Interface; end: (result: ActionResult) => void } | undefined;

  const ask = (text: string, hint: string, timeoutMs: number, read: (line: string) => ActionResult | undefined): Promise<ActionResult> => {
    const turn = queue.then(() => {
      if (input.isTTY !== true) return { kind: 'cannot', reason: NOBODY } as const;
      if (ended) return { kind: 'cannot', reason: ENDED } as const;
      return askNow(text, hint, timeoutMs, read);
    });
    queue = turn;
    return turn;
  };

  const askNow = (text: string, hint: string, timeoutMs: number, read: (line: string) => ActionResult | undefined): Promise<ActionResult> =>
    new Promise((resolve) => {
      const terminal = createInterface({ input, output, terminal: false });
      const timer = options.clock.after(timeoutMs, () => {
        output.write('\n');
        end({ kind: 'broken', reason: `Nobody answered within ${Math.round(timeoutMs / 1_000)} seconds: ${sanitise(text)}` });
      });
      const end = (result: ActionResult): void => {
        // First, because closing the terminal reports the end of its input.
        resolve(result);
        timer.cancel();
        open = undefined;
        terminal.close();
        input.pause();
      };
      open = { terminal, end };
      output.write(`\n>> ${sanitise(text)}\n   ${hint} `);
      terminal.on('line', (line) => {
        const word = line.trim().toLowerCase();
        if (word === 'q' || word === 'quit') {
          ended = true;
          options.onAbort?.();
          end({ kind: 'cannot', reason: ENDED });
          return;
        }
        const result = read(word);
        if (result === undefined) output.write(`   Please type one of these: ${hint} `);
        else end(result);
      });
      // The terminal went away: end of input.
      terminal.once('close', () => { if (open?.terminal === terminal) end({ kind: 'cannot', reason: 'There is nobody to ask any more: the input has ended.' }); });
    });

  return {
    instruct: (instruction, timeoutMs) => ask(instruction, '[Enter = done, n = cannot, q = end the run]', timeoutMs, (word) => {
      if (word === '' || word === 'y' || word === 'yes' || word === 'done') return { kind: 'done' };
      return word === 'n' || word === 'no' ? { kind: 'cannot', reason: `The person at the terminal cannot do this here: ${sanitise(instruction)}` } : undefined;
    }),
    question: (question, timeoutMs) => ask(question, '[y = yes, n = no, q = end the run]', timeoutMs, (word) => {
      if (word === 'y' || word === 'yes') return { kind: 'done', answer: true };
      return word === 'n' || word === 'no' ? { kind: 'done', answer: false } : undefined;
    }),
    close: async () => {
      ended = true;
      open?.end({ kind: 'cannot', reason: 'The run is over.' });
    },
  };
}
