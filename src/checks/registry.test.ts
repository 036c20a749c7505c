import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { MAKERS, VERIFIERS } from './registry.ts';

describe('checks', () => {
  for (const [name, { verify, examples }] of VERIFIERS) {
    it(`${name}: passes its passing examples and fails its failing ones`, () => {
      assert.ok(examples.passing.length > 0 && examples.failing.length > 0);
      for (const args of examples.passing) assert.equal(verify(args), undefined, JSON.stringify(args));
      for (const args of examples.failing) {
        const found = verify(args);
        assert.ok(found && found.expected !== '' && found.actual !== '', JSON.stringify(args));
      }
    });
  }
  for (const [name, { make, examples }] of MAKERS) {
    it(`${name}: makes what its examples say`, () => {
      assert.ok(examples.length > 0);
      for (const { args, value } of examples) assert.deepEqual(make(args), value);
    });
  }
});
