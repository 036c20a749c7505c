import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isIdentity, readIdentity, showIdentity, showPath } from './identity.ts';

describe('transport/identity', () => {
  it('reads the percent-decoded last segment after the path of the endpoint', () => {
    assert.deepEqual(readIdentity('/ocpp/CP001', '/ocpp'), { identity: 'CP001' });
    assert.deepEqual(readIdentity('/ocpp/CP%40001?x=1', '/ocpp/'), { identity: 'CP@001' });
    assert.deepEqual(readIdentity('/CP001', '/'), { identity: 'CP001' });
  });

  it('says what is wrong with any other path', () => {
    const wrong = ['/ocpp/', '/ocpp', '/other/CP001', '/CP001', '/ocpp/a/CP001', '/ocpp/%zz', '/ocpp/RDAM%20123', '/ocpp/..%2Fx', `/ocpp/${'x'.repeat(49)}`, '', '//ocpp/CP001'];
    for (const target of wrong) assert.ok('reason' in readIdentity(target, '/ocpp'), target);
  });

  it('shows foreign texts without anything that could be a path or a control character', () => {
    assert.equal(showIdentity('../a\u001b[2J'), '..?a??2J');
    assert.equal(showIdentity('x'.repeat(100)).length, 48);
    assert.equal(showPath('/a b\u0000?password=1'), '/a?b?');
  });

  it('allows identities of 1 to 48 characters', () => {
    for (const good of ['a', 'DE*ABC*E1', 'x'.repeat(48)]) assert.ok(isIdentity(good), good);
    for (const bad of ['', ' ', 'a b', 'x'.repeat(49), 'a\n', 'é']) assert.ok(!isIdentity(bad), bad);
  });
});
