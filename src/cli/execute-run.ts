import type { Embedding } from '../runner/options.ts';
import type { Plan } from '../plan/types.ts';
import { watchSignals } from './interruption.ts';
import { toRunOptions } from './run-options.ts';
import type { RunArguments } from './run-options.ts';
import { EXIT, UsageError } from './usage-error.ts';

/** Runs the selected testcases with the reporters that were asked for; gives the exit code. */
export async function executeRun(argv: RunArguments, plan: Plan, timeScale = 1, embedding?: Embedding): Promise<number> {
  const { signal, stop } = watchSignals();
  try {
    const options = await toRunOptions(argv, { plan, timeScale, signal, ...(embedding === undefined ? {} : { embedding }) });
    const [{ runSuite, NothingSelected }, { SelectionError }, { createReporters, createDispatcher }, { nearest }] = await Promise.all([
      import('../runner/run.ts'), import('../runner/select.ts'), import('../reporters/registry.ts'), import('../plan/nearest.ts'),
    ]);
    const notice = (text: string): void => { process.stderr.write(`${text}\n`); };
    const isTTY = process.stdout.isTTY === true;
    const reporters = await createReporters(options.reporters, {
      stream: process.stdout, isTTY, color: usesColor(isTTY), verbose: argv.verbose, env: process.env,
      ...(process.stdout.columns === undefined ? {} : { columns: process.stdout.columns }),
    });
    try {
      const run = await runSuite(options, { reporters, dispatch: createDispatcher(reporters, notice), notice });
      return run.exitCode;
    } catch (error) {
      if (error instanceof NothingSelected) throw new UsageError(error.message, '`plugproof list` shows what there is');
      if (!(error instanceof SelectionError)) throw error;
      const meant = nearest(error.wanted, error.known);
      throw new UsageError(`${error.message}.`, meant === undefined ? '`plugproof list` shows what there is' : `did you mean ${meant}?`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    return signal.reason === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT;
  } finally {
    stop();
  }
}

/** https://no-color.org and FORCE_COLOR, as other tools read them. */
function usesColor(isTTY: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return FORCE_COLOR !== undefined && FORCE_COLOR !== '0' ? true : isTTY;
}
