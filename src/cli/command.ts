import type { InferredOptionTypes, Options } from 'yargs';

export type OptionTable = Readonly<Record<string, Options>>;

/** A command: its options as one typed table, and what it does; `run` gives the exit code. */
export interface Command<Table extends OptionTable = OptionTable> {
  options: Table;
  /** Arguments without a name, in the order of the usage line. */
  positionals?: Readonly<Record<string, { describe: string; choices?: readonly string[] }>>;
  examples: readonly (readonly [command: string, what: string])[];
  /** Sentences below the options. */
  epilogue?: string;
  run(argv: InferredOptionTypes<Table> & { positional: Readonly<Record<string, string[]>> }): Promise<number>;
}

/** Gives a command's `run` the types of its own option table. */
export function defineCommand<const Table extends OptionTable>(command: Command<Table>): Command<Table> {
  return command;
}
