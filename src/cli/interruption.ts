import { EXIT } from './usage-error.ts';

/** Turns the first SIGINT or SIGTERM into an abort with the signal's name; a second one ends the process. */
export function watchSignals(): { signal: AbortSignal; stop(): void } {
  const abort = new AbortController();
  const onSignal = (name: 'SIGINT' | 'SIGTERM'): void => {
    if (abort.signal.aborted) process.exit(EXIT[name]);
    process.stderr.write(`\n${name}: ending the run; again to end at once\n`);
    abort.abort(name);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: abort.signal,
    stop: () => { process.off('SIGINT', onSignal).off('SIGTERM', onSignal); },
  };
}
