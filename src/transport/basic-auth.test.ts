import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { basicAuthorization, judgeAuthorization } from './basic-auth.ts';

describe('transport/basic-auth', () => {
  const password = 'p:ässword-of-16-bytes';

  it('accepts the identity with its password, and nothing else', () => {
    assert.equal(judgeAuthorization(basicAuthorization('CP1', password), 'CP1', password), 'valid');
    assert.equal(judgeAuthorization(undefined, 'CP1', password), 'none');
    const wrong = [basicAuthorization('CP1', `${password}x`), basicAuthorization('CP1', ''), basicAuthorization('CP12', password),
      'Bearer abc', 'Basic', 'Basic !!!', `Basic ${'A'.repeat(2000)}`];
    for (const header of wrong) assert.equal(judgeAuthorization(header, 'CP1', password), 'invalid', header);
  });

  it('judges the username alone where no password is expected', () => {
    assert.equal(judgeAuthorization(basicAuthorization('CP1', 'x'), 'CP1', undefined), 'valid');
    assert.equal(judgeAuthorization(basicAuthorization('CP2', 'x'), 'CP1', undefined), 'invalid');
  });

  it('accepts a hexadecimal key as text and as the bytes that it stands for (1.6-J 6.2.2)', () => {
    const key = '000102030405060708090a0b0c0d0e0f10111213';
    const bytes = Buffer.concat([Buffer.from('AL1000:'), Buffer.from(key, 'hex')]).toString('base64');
    assert.equal(judgeAuthorization(`Basic ${bytes}`, 'AL1000', key), 'valid');
    assert.equal(judgeAuthorization(basicAuthorization('AL1000', key), 'AL1000', key), 'valid');
    assert.equal(judgeAuthorization(`Basic ${bytes}`, 'AL1000', 'not-hexadecimal-at-all'), 'invalid');
  });
});
