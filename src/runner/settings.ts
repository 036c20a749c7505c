import { isObject, resolve, valueAt } from '../matching/scope.ts';
import type { JsonValue } from '../ocppj/types.ts';
import type { SettingValue } from '../testcase/types.ts';
import { Halt, NotApplicable } from './halt.ts';
import type { Change, Journal } from './journal.ts';
import { failureAt, type Performance } from './performance.ts';
import { ask, type Asker } from './presence.ts';

export interface Setting { value: string | undefined; readonly: boolean }
type Settings = Map<string, Setting>;
export type WriteResult = 'Accepted' | 'RebootRequired' | 'Rejected' | 'ReadOnly' | 'NotSupported' | 'no answer';

const fold = (name: string): string => name.toLowerCase();

/** Reads settings of a station: 1.6 configuration keys, 2.x `Component.Variable`; without names all of them (1.6). */
export async function readSettings(asker: Asker, names: readonly string[], most = 40): Promise<Settings | undefined> {
  const settings: Settings = new Map();
  for (let index = 0; index === 0 || index < names.length; index += most) {
    const part = names.slice(index, index + most);
    const read = asker.peer.version === '1.6' ? await readKeys(asker, part) : await readVariables(asker, part);
    if (!read) return undefined;
    for (const [name, setting] of read) settings.set(fold(name), setting);
  }
  return settings;
}

async function readKeys(asker: Asker, key: readonly string[]): Promise<[string, Setting][] | undefined> {
  const outcome = await ask(asker, 'GetConfiguration', key.length > 0 ? { key: [...key] } : {});
  if (outcome.kind !== 'result' || outcome.event.frame.kind !== 'CALLRESULT') return undefined;
  const list = valueAt(outcome.event.frame.payload, ['configurationKey']);
  return (Array.isArray(list) ? list : []).filter(isObject).map((item) => [text(item['key']) ?? '', { value: text(item['value']), readonly: item['readonly'] === true }]);
}

async function readVariables(asker: Asker, names: readonly string[]): Promise<[string, Setting][] | undefined> {
  if (names.length === 0) return [];
  const outcome = await ask(asker, 'GetVariables', { getVariableData: names.map((name) => variable(name)) });
  if (outcome.kind === 'error' && names.length > 1) {
    // One that takes fewer items at once (2.x B06.FR.16) is asked for them in halves.
    const half = Math.ceil(names.length / 2);
    const parts = [await readVariables(asker, names.slice(0, half)), await readVariables(asker, names.slice(half))];
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  // A station that refuses even one has no variable that could be read; the testcase decides what follows.
  if (outcome.kind === 'error') return [];
  if (outcome.kind !== 'result' || outcome.event.frame.kind !== 'CALLRESULT') return undefined;
  const list = valueAt(outcome.event.frame.payload, ['getVariableResult']);
  return (Array.isArray(list) ? list : []).filter(isObject).flatMap((item) => {
    const name = [['component', 'name'], ['variable', 'name'], ['variable', 'instance']].flatMap((path) => text(valueAt(item, path)) ?? []).join('.');
    return item['attributeStatus'] === 'Accepted' ? [[name, { value: text(item['attributeValue']), readonly: false }] as [string, Setting]] : [];
  });
}

/** Writes one setting and says what the station answered. */
export async function writeSetting(asker: Asker, name: string, value: string): Promise<WriteResult> {
  const { peer } = asker;
  const outcome = peer.version === '1.6'
    ? await ask(asker, 'ChangeConfiguration', { key: name, value })
    : await ask(asker, 'SetVariables', { setVariableData: [{ ...variable(name), attributeValue: value }] });
  if (outcome.kind !== 'result' || outcome.event.frame.kind !== 'CALLRESULT') return outcome.kind === 'error' ? 'Rejected' : 'no answer';
  const { payload } = outcome.event.frame;
  const result = valueAt(payload, ['setVariableResult', '0']);
  const status = text(peer.version === '1.6' ? valueAt(payload, ['status']) : valueAt(result, ['attributeStatus']));
  if (status === 'Rejected' && valueAt(result, ['attributeStatusInfo', 'reasonCode']) === 'ReadOnly') return 'ReadOnly';
  if (status === 'Accepted' || status === 'RebootRequired' || status === 'NotSupported') return status;
  return status?.startsWith('Unknown') === true || status?.startsWith('NotSupported') === true ? 'NotSupported' : 'Rejected';
}

/** `Component.Variable` or `Component.Variable.Instance` as a request names it. */
function variable(name: string): { component: { name: string }; variable: { name: string; instance?: string } } {
  const [component = '', variableName = '', instance] = name.split('.');
  return { component: { name: component }, variable: { name: variableName, ...(instance === undefined ? {} : { instance }) } };
}

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined);

/** What a testcase wants a setting to be, against what it is; undefined: leave it. */
function wantedValue(performance: Performance, wanted: SettingValue, setting: Setting | undefined): { value?: string; required: boolean } {
  const literal = (value: string): string => String(resolve(value, performance.scope, performance.generators));
  if (typeof wanted === 'string') return { value: literal(wanted), required: true };
  if ('ifImplemented' in wanted) return setting ? { value: literal(wanted.ifImplemented), required: false } : { required: false };
  const forbidden = literal(wanted.not);
  if (setting?.value !== forbidden) return { required: true };
  return { value: /^\d+$/.test(forbidden) ? String(Number(forbidden) + 7) : forbidden === 'true' ? 'false' : 'true', required: true };
}

/**
 * Brings the settings of a testcase about and notes the old values in the journal before it changes
 * them. Throws NotApplicable where the device does not have a setting or does not let it be changed.
 * Returns whether the device asked for a reboot.
 */
export async function applySettings(performance: Performance, settings: Record<string, SettingValue>, journal: Journal): Promise<{ rebootRequired: boolean }> {
  const names = Object.keys(settings);
  if (names.length === 0) return { rebootRequired: false };
  const { peer } = performance;
  const current = await readSettings(performance, names);
  if (!current) throw new Halt(settingFailure(performance, names.join(', '), 'an answer with their values', 'none'));
  // A step that changes a setting is undone by the value that it had before the testcase.
  const changesSettings = performance.testcase.steps.some((step) => 'send' in step && SETTERS.has(step.send));
  let rebootRequired = false;
  for (const [name, wanted] of Object.entries(settings)) {
    const setting = current.get(fold(name));
    const { value, required } = wantedValue(performance, wanted, setting);
    if (!setting && required) throw new NotApplicable(`the device does not have the setting ${name}`);
    if (value === undefined || !setting) continue;
    if (same(setting.value, value)) {
      if (changesSettings) await journal.note({ station: peer.station, kind: 'setting', name, value: setting.value ?? '' });
      continue;
    }
    const readOnly = new NotApplicable(`${name} is read-only with the value ${String(setting.value)}; the testcase needs ${value}`);
    if (setting.readonly) {
      if (!required) continue;
      throw readOnly;
    }
    // After an interruption the old values are being put back already.
    if (performance.over.aborted) throw new Error('the testcase is over');
    const change: Change = { station: peer.station, kind: 'setting', name, value: setting.value ?? '' };
    await journal.note(change);
    const result = await writeSetting(performance, name, value);
    if (result === 'RebootRequired') rebootRequired = true;
    // A 2.x station says only now that a variable cannot be written.
    else if (result === 'ReadOnly' || (result === 'Rejected' && !required && peer.version !== '1.6')) {
      await journal.forget(change);
      if (required) throw readOnly;
    } else if (result !== 'Accepted') throw new Halt(settingFailure(performance, name, `${name} set to ${value}`, result));
  }
  return { rebootRequired };
}

const SETTERS = new Set(['ChangeConfiguration', 'SetVariables']);

const same = (actual: string | undefined, wanted: string): boolean => actual?.toLowerCase() === wanted.toLowerCase();

function settingFailure(performance: Performance, name: string, expected: string, actual: string): Halt['failure'] {
  return failureAt(performance, { path: `setting ${name}`, phase: 'given', text: `Set ${name}` }, { expected, actual });
}
