import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isUri } from './uri.ts';

describe('uri', () => {
  for (const text of ['ftp://user:pw@192.0.2.7:21/firmware/v2.bin', 'https://[2001:db8::1]/a?b=c#d', 'urn:x', 'a+b-c.d:e', 'http://h/%20']) {
    it(`takes ${text}`, () => assert.ok(isUri(text)));
  }
  for (const text of ['', 'ftp:', '://host', '/path', 'host/path', '1http://h', 'http://h/a b', 'http://h/%2', 'http://h/%zz', 'http://h/ä', 'http://h/\n', 'http://h/<x>']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.ok(!isUri(text)));
  }
});
