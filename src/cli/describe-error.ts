import { EXIT, UsageError } from './usage-error.ts';

/** An error as a person should read it, and the exit code that it means. */
export async function describeError(error: unknown): Promise<{ text: string; code: number }> {
  if (error instanceof UsageError) {
    return { text: `plugproof: ${error.message}${error.suggestion === undefined ? '' : `\n  help: ${error.suggestion}`}`, code: EXIT.usage };
  }
  if (!(error instanceof Error)) return { text: `plugproof: ${String(error)}`, code: EXIT.undecided };
  if (error.name === 'PlanError') {
    const { PlanError, printPlanError } = await import('../plan/plan-error.ts');
    if (error instanceof PlanError) return { text: printPlanError(error), code: EXIT.usage };
  }
  const network = describeNetworkError(error);
  if (network !== undefined) return { text: `plugproof: ${network}`, code: EXIT.usage };
  return { text: `plugproof: something went wrong that should not have.\n${error.stack ?? error.message}`, code: EXIT.undecided };
}

/** What the system says about an address, and what to do about it. */
const NETWORK: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process; choose another port, or end that process',
  EADDRNOTAVAIL: 'is no address of this machine; listen on 0.0.0.0, or on an address that it has',
  EACCES: 'may not be opened; choose a port above 1023',
  ENOTFOUND: 'is not known to the name service; check the spelling',
  ECONNREFUSED: 'refuses connections; is it running?',
};

function describeNetworkError(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, 'code');
  const hint = typeof code === 'string' ? NETWORK[code] : undefined;
  if (hint === undefined) return undefined;
  const named = ['address', 'hostname', 'port'].map((key): unknown => Reflect.get(error, key));
  const place = named.filter((part) => typeof part === 'string' || typeof part === 'number').join(':');
  return `The address ${place} ${hint} (${String(code)}).`;
}
