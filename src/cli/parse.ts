import yargs from 'yargs';
import type { Argv } from 'yargs';
import { COMMANDS } from './commands.ts';
import type { LoadedCommand } from './commands.ts';
import { describeError } from './describe-error.ts';
import { nearest } from '../plan/nearest.ts';
import { UsageError } from './usage-error.ts';
import { readVersion } from './version.ts';

/** Parses the arguments, runs the command and gives the exit code; prints errors to standard error. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    checkCommand(args);
    const parser = createParser(args, (code) => { exitCode = code; });
    await parser.parseAsync();
  } catch (error) {
    const { text, code } = await describeError(error);
    process.stderr.write(`${text}\n`);
    return code;
  }
  return exitCode;
}

function createParser(args: readonly string[], onExit: (code: number) => void): Argv {
  const parser = yargs([...args])
    .scriptName('plugproof')
    .locale('en')
    .usage('$0 <command> [options]\n\nProves that a charger or a back end speaks OCPP 1.6J, 2.0.1 and 2.1.')
    .parserConfiguration({ 'camel-case-expansion': true, 'duplicate-arguments-array': true, 'parse-positional-numbers': false })
    .example('$0 demo', 'see it work, in a minute')
    .example('$0 init', 'write a plan for your device')
    .example('$0 run --plan plan.yaml', 'judge your device')
    .example('$0 run TC_003_CS --listen ws://0.0.0.0:9000/ocpp', 'one testcase, without a plan')
    .epilogue('`plugproof <command> --help` shows the options of a command.')
    .version(readVersion())
    .help()
    .alias({ h: 'help', v: 'version' })
    .completion('completion', 'Print a completion script for bash or zsh')
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .demandCommand(1, 'Which command?')
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => { throw error ?? new UsageError(message ?? 'This cannot be done.'); });
  for (const [name, { usage, summary, load }] of Object.entries(COMMANDS)) {
    parser.command(usage, summary, async (inner) => configure(inner, await load(), name), async (argv) => {
      const command = await load();
      const positional = Object.fromEntries(Object.keys(command.positionals ?? {}).map((key) => [key, [argv[key] ?? []].flat().map(String)]));
      // The table that configured the parser is the one that types `run`.
      onExit(await command.run({ ...argv, positional } as never));
    });
  }
  return parser;
}

function configure(parser: Argv, command: LoadedCommand, name: string): Argv {
  for (const [key, positional] of Object.entries(command.positionals ?? {})) {
    parser.positional(key, { type: 'string', ...positional });
  }
  parser.options(command.options).usage(`$0 ${COMMANDS[name]?.usage ?? name}\n\n${COMMANDS[name]?.summary ?? ''}.`);
  for (const [example, what] of command.examples) parser.example(example, what);
  if (command.epilogue !== undefined) parser.epilogue(command.epilogue);
  const known = Object.keys(command.options);
  return parser.strictOptions().check((argv) => checkOptions(argv, known)).fail((message: string | null, error: Error | undefined) => {
    throw error ?? explain(message ?? '', known, name);
  });
}

/** Options that were given twice, or without a value, where one value is wanted. */
function checkOptions(argv: Record<string, unknown>, known: readonly string[]): true {
  for (const key of known) {
    if (argv[key] === '') throw new UsageError(`--${key} needs a value.`);
  }
  return true;
}

/** What yargs complains about, as a sentence with the nearest name that exists. */
function explain(message: string, known: readonly string[], command: string): UsageError {
  const missing = /^Not enough non-option arguments/.test(message);
  if (missing) return new UsageError(`\`plugproof ${command}\` needs more: ${COMMANDS[command]?.usage ?? command}.`, `plugproof ${command} --help`);
  const choice = /Argument: ([^,]+), Given: (.+), Choices: (.+)/.exec(message);
  if (choice !== null) return explainChoice(choice);
  const unknown = /^Unknown arguments?: ([^,\n]+)/.exec(message)?.[1];
  if (unknown === undefined) return new UsageError(message.replace(/\s*\n\s*/g, ' ').trim(), `plugproof ${command} --help`);
  const meant = nearest(unknown, [...known, 'help', 'version']);
  return new UsageError(`\`plugproof ${command}\` has no option --${unknown.slice(0, 60)}.`, meant === undefined ? `plugproof ${command} --help` : `did you mean --${meant}?`);
}

function explainChoice([, name = '', given = '', choices = '']: readonly string[]): UsageError {
  const known = choices.trim().split(', ').map((choice) => choice.replaceAll('"', ''));
  const text = given.replaceAll('"', '').slice(0, 60);
  const meant = nearest(text, known);
  return new UsageError(`"${text}" is no choice for ${name}; there are: ${known.join(', ')}.`, meant === undefined ? undefined : `did you mean ${meant}?`);
}

function checkCommand(args: readonly string[]): void {
  const name = args.find((arg) => !arg.startsWith('-'));
  if (args.includes('--get-yargs-completions')) return;
  if (name === undefined) {
    const stray = args.find((arg) => !['--help', '-h', '--version', '-v'].includes(arg));
    if (stray !== undefined) throw new UsageError(`plugproof has no option ${stray.slice(0, 60)} without a command.`, 'plugproof --help');
    return;
  }
  const known = [...Object.keys(COMMANDS), 'completion', 'help'];
  if (known.includes(name)) return;
  const meant = nearest(name, known);
  throw new UsageError(`There is no command "${name.slice(0, 60)}".`, meant === undefined ? 'plugproof --help' : `did you mean \`plugproof ${meant}\`?`);
}
