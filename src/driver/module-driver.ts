import { pathToFileURL } from 'node:url';
import type { Clock } from '../clock/clock.ts';
import { errorText, readAnswer, readCapabilities } from '../operator/answer.ts';
import { withinLimit } from '../operator/channel.ts';
import type { ActionResult } from '../operator/types.ts';
import type { Driver } from './types.ts';

type Act = (...args: unknown[]) => unknown;

/**
 * Loads a driver from an ES module whose default export has `trigger(station, action, payload)`,
 * `setup(station, what, body)` and `observe(station, question)`, each optional. They give nothing
 * or `{ status, reason }` as over HTTP, `observe` a boolean; what they throw is `broken`.
 */
export function createModuleDriver(path: string, clock: Clock): Driver {
  let loaded: Promise<object> | undefined;
  const load = async (): Promise<object> => {
    const module: unknown = await import(pathToFileURL(path).href);
    const driver: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : undefined;
    if (typeof driver !== 'object' || driver === null) throw new Error('it has no default export that is an object');
    return driver;
  };
  const find = async (name: string): Promise<Act | undefined> => {
    const driver = await (loaded ??= load());
    const found: unknown = Reflect.get(driver, name);
    return typeof found === 'function' ? (...args) => Reflect.apply(found, driver, args) as unknown : undefined;
  };
  const act = async (name: string, timeoutMs: number, ...args: unknown[]): Promise<ActionResult> => {
    try {
      const work = find(name).then(async (found): Promise<ActionResult> =>
        found === undefined ? { kind: 'cannot', reason: `The driver module has no \`${name}\`.` } : readOutcome(await found(...args), name === 'observe'));
      return await withinLimit(clock, timeoutMs, work, () => ({ kind: 'broken', reason: `The driver module did not end \`${name}\` within ${timeoutMs} ms.` }));
    } catch (error) {
      return { kind: 'broken', reason: `The driver module ${path} broke at \`${name}\`: ${errorText(error)}.` };
    }
  };
  return {
    trigger: (station, action, payload, timeoutMs) => act('trigger', timeoutMs, station, action, payload),
    setup: (station, what, body, timeoutMs) => act('setup', timeoutMs, station, what, body),
    observe: (station, question, timeoutMs) => act('observe', timeoutMs, station, question),
    async capabilities() {
      try {
        return readCapabilities(await (await find('capabilities'))?.());
      } catch {
        // Capabilities are an offer: a module that breaks here will say why at its first action.
        return undefined;
      }
    },
    async close() {
      if (loaded !== undefined) await act('close', 5_000);
    },
  };
}

function readOutcome(outcome: unknown, wantsAnswer: boolean): ActionResult {
  const who = 'The driver module';
  if (typeof outcome === 'boolean' && wantsAnswer) return { kind: 'done', answer: outcome };
  if (typeof outcome !== 'object' || outcome === null) return readAnswer({ status: 200, body: undefined }, who, wantsAnswer);
  const status: unknown = Reflect.get(outcome, 'status');
  return readAnswer({ status: typeof status === 'number' ? status : 200, body: outcome }, who, wantsAnswer);
}
