import { createInterface } from 'node:readline/promises';
import { UsageError } from './usage-error.ts';

/** Asks for what no flag has answered; without a terminal, or with `unattended`, the defaults are taken. */
export interface Questioner {
  ask(question: string, flag: string | undefined, fallback: string, choices?: readonly string[]): Promise<string>;
  close(): void;
}

/** Makes a questioner for the terminal. Throws UsageError for an answer by flag that is no choice. */
export function createQuestioner(unattended: boolean): Questioner {
  const terminal = unattended || process.stdin.isTTY !== true ? undefined : createInterface({ input: process.stdin, output: process.stderr });
  return {
    async ask(question, flag, fallback, choices) {
      if (flag !== undefined) return flag;
      if (terminal === undefined) return fallback;
      for (let tries = 0; tries < 5; tries++) {
        const answer = (await terminal.question(`${question}${choices === undefined ? '' : ` (${choices.join(', ')})`} [${fallback}] `)).trim();
        if (answer === '') return fallback;
        if (choices === undefined || choices.includes(answer)) return answer;
        process.stderr.write(`Please answer one of: ${choices.join(', ')}\n`);
      }
      throw new UsageError('There was no usable answer.', 'give it as a flag: `plugproof init --help`');
    },
    close: () => { terminal?.close(); },
  };
}
