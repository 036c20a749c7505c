import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { SettingValue } from '../testcase/types.ts';
import type { TestcaseResult } from '../trace/types.ts';
import { makeLibrary } from './testing/library.ts';
import { only, play, removeFolders, tell } from './testing/play.ts';
import type { Behaviour, Station } from './testing/station.ts';

const KEYS = { LocalPreAuthorize: 'false', MeterValueSampleInterval: '60', AuthorizeRemoteTxRequests: '!true' };

describe('runner/settings', () => {
  afterEach(removeFolders);

  /** Plays a testcase with these settings; `during` is what the station had while the testcase ran. */
  const run = async (settings: Record<string, SettingValue>, behaviour: Behaviour = {}): Promise<{ result: TestcaseResult; during: Map<string, string>; station: Station }> => {
    const during = new Map<string, string>();
    const onCall: Behaviour['onCall'] = (station, call) => {
      if (call.action === 'ClearCache') for (const [key, value] of station.settings) during.set(key, value);
      return behaviour.onCall?.(station, call) === true;
    };
    const source = { title: 'T', purpose: 'P', spec: ['1'], profile: 'Core', settings, steps: [{ send: 'ClearCache' }] };
    const played = await play({ library: makeLibrary('charge-point', { PP_1: source }), station: { settings: KEYS, ...behaviour, onCall } });
    const [station] = played.stations;
    assert.ok(station);
    return { result: only(played), during, station };
  };

  it('brings a value about and puts the old one back', async () => {
    const { result, during, station } = await run({ LocalPreAuthorize: 'true', MeterValueSampleInterval: '5' });
    assert.equal(result.verdict, 'passed');
    assert.deepEqual([during.get('LocalPreAuthorize'), during.get('MeterValueSampleInterval')], ['true', '5']);
    assert.deepEqual([station.settings.get('LocalPreAuthorize'), station.settings.get('MeterValueSampleInterval')], ['false', '60']);
  });

  it('changes nothing that is right already, whatever its case', async () => {
    const { result, station } = await run({ LocalPreAuthorize: 'FALSE', AuthorizeRemoteTxRequests: 'True' });
    assert.equal(result.verdict, 'passed');
    assert.ok(!station.asked.includes('ChangeConfiguration'));
  });

  it('is not applicable without the setting, or where it is read-only with another value', async () => {
    const missing = await run({ Unheard: '1' });
    assert.deepEqual([missing.result.verdict, missing.result.reason], ['not-applicable', 'the device does not have the setting Unheard']);
    const fixed = await run({ LocalPreAuthorize: 'true', AuthorizeRemoteTxRequests: 'false' });
    assert.equal(fixed.result.verdict, 'not-applicable');
    assert.match(fixed.result.reason ?? '', /AuthorizeRemoteTxRequests is read-only with the value true; the testcase needs false/);
    assert.equal(fixed.station.settings.get('LocalPreAuthorize'), 'false', 'what was changed before is put back');
  });

  it('leaves alone what is wanted only where it is implemented', async () => {
    const { result, during } = await run({ Unheard: { ifImplemented: '1' }, AuthorizeRemoteTxRequests: { ifImplemented: 'false' }, LocalPreAuthorize: { ifImplemented: 'true' } });
    assert.equal(result.verdict, 'passed');
    assert.equal(during.get('LocalPreAuthorize'), 'true');
  });

  it('finds another value where one is not wanted', async () => {
    const { during } = await run({ LocalPreAuthorize: { not: 'false' }, MeterValueSampleInterval: { not: '60' } });
    assert.deepEqual([during.get('LocalPreAuthorize'), during.get('MeterValueSampleInterval')], ['true', '67']);
    const { station } = await run({ LocalPreAuthorize: { not: 'true' } });
    assert.ok(!station.asked.includes('ChangeConfiguration'));
  });

  const reply = (action: string, payload: unknown): Behaviour['onCall'] => (station, call) => {
    if (call.action === action) station.answer(call.id, payload);
    return call.action === action;
  };

  it('reboots where the device asks for it, and goes on once it is back', async () => {
    const { result, station } = await run({ LocalPreAuthorize: 'true' }, { onCall: reply('ChangeConfiguration', { status: 'RebootRequired' }) });
    assert.equal(result.verdict, 'passed', tell(result).join());
    assert.ok(station.asked.includes('Reset'));
  });

  it('is inconclusive where it does not come back, or refuses a value', async () => {
    const gone = await run({ LocalPreAuthorize: 'true' }, { reconnects: false, onCall: reply('ChangeConfiguration', { status: 'RebootRequired' }) });
    assert.equal(gone.result.verdict, 'inconclusive');
    assert.match(tell(gone.result).join(), /a device that boots again, as its new settings need; got .*it is not connected/);
    const refused = await run({ LocalPreAuthorize: 'true' }, { onCall: reply('ChangeConfiguration', { status: 'Rejected' }) });
    assert.equal(refused.result.verdict, 'inconclusive');
    assert.match(tell(refused.result).join(), /LocalPreAuthorize set to true; got Rejected/);
  });

  it('says what could not be put back', async () => {
    let writes = 0;
    const onCall: Behaviour['onCall'] = (station, call) => {
      if (call.action !== 'ChangeConfiguration' || (writes += 1) === 1) return false;
      station.answer(call.id, { status: 'Rejected' });
      return true;
    };
    const { result } = await run({ LocalPreAuthorize: 'true' }, { onCall });
    assert.match(result.notes.join(), /LocalPreAuthorize could not be set back to false: Rejected/);
  });

  it('survives whatever a device says of its configuration', async () => {
    const answers: unknown[] = [
      {}, { configurationKey: 'all' }, { configurationKey: [null, 7, [], { key: 9 }, {}] }, [], null,
      { configurationKey: [{ key: '__proto__', readonly: false, value: 'x' }, { key: 'constructor', readonly: true }] },
      { configurationKey: Array.from({ length: 3000 }, (_, index) => ({ key: `K${index}`, readonly: false, value: 'x'.repeat(100) })) },
    ];
    for (const answer of answers) {
      const { result } = await run({ LocalPreAuthorize: 'true' }, { onCall: reply('GetConfiguration', answer) });
      assert.ok(['not-applicable', 'failed', 'inconclusive'].includes(result.verdict), `${result.verdict} for ${JSON.stringify(answer).slice(0, 80)}: ${tell(result).join()}`);
    }
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
  });
});
