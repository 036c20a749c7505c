import type { OptionTable } from './command.ts';

/** What is loaded of a command once it is asked for; only main.ts calls `run`, with parsed options. */
export interface LoadedCommand {
  options: OptionTable;
  positionals?: Readonly<Record<string, { describe: string; choices?: readonly string[] }>>;
  examples: readonly (readonly [string, string])[];
  epilogue?: string;
  run(argv: never): Promise<number>;
}

export interface CommandEntry {
  /** As yargs reads it: `show <id>`. */
  usage: string;
  summary: string;
  load(): Promise<LoadedCommand>;
}

/** Every command by name; its module is loaded when it is used. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  demo: {
    usage: 'demo [testcases..]', summary: 'Run testcases against the built-in reference device: no plan needed',
    load: async () => (await import('./commands/demo.ts')).default,
  },
  init: {
    usage: 'init', summary: 'Write a plan for your device, by asking and by probing it',
    load: async () => (await import('./commands/init.ts')).default,
  },
  run: {
    usage: 'run [testcases..]', summary: 'Run testcases against your device',
    load: async () => (await import('./commands/run.ts')).default,
  },
  list: {
    usage: 'list [testcases..]', summary: 'List the testcases, and which of them apply to your device',
    load: async () => (await import('./commands/list.ts')).default,
  },
  show: {
    usage: 'show <id>', summary: 'Show one testcase as readable steps',
    load: async () => (await import('./commands/show.ts')).default,
  },
  prove: {
    usage: 'prove', summary: 'Prove that the suite catches bugs: every fault of the reference devices turns red',
    load: async () => (await import('./commands/prove.ts')).default,
  },
  simulate: {
    usage: 'simulate <device>', summary: 'Start a reference device as a process of its own',
    load: async () => (await import('./commands/simulate.ts')).default,
  },
};
