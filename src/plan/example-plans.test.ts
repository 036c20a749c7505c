import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { loadPlan } from './load.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/plans');

describe('example plans', () => {
  it('all load', async () => {
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.yaml'));
    assert(files.length >= 4);
    for (const file of files) {
      const plan = await loadPlan(join(FOLDER, file), { OCPP_PASSWORD: 'a-password-of-16+' });
      const text = await readFile(join(FOLDER, file), 'utf8');
      assert.match(text, new RegExp(`sut: ${plan.sut}\\nocpp: "${plan.ocpp}"`), file);
      assert.match(text, /^# yaml-language-server: \$schema=\.\.\/\.\.\/src\/plan\/plan\.schema\.json/);
    }
  });
});
