import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, it } from 'mocha';
import { GOLDEN_RESULTS, goldenRun } from '../trace/golden-run.ts';
import type { RunResult } from '../trace/types.ts';
import { buildAnnotations, clipLines, createGithubReporter } from './github.ts';
import { assertGolden, assertHarmless } from './golden-file.ts';
import { buildMarkdown } from './markdown.ts';

describe('the Markdown reporter', () => {
  it('writes every verdict', () => {
    const text = buildMarkdown(goldenRun());
    assertHarmless(text);
    assertGolden('summary.md', text);
  });

  it('says that a run was interrupted', () => {
    assert.match(buildMarkdown(goldenRun('SIGTERM')), /\*\*Interrupted \(SIGTERM\) after 3 testcases\.\*\*/);
    assert.match(buildMarkdown({ ...goldenRun(), exitCode: 0, testcases: [] }), /✅ green/);
  });

  it('lets no text of a device add markup, a mention or the end of a block', () => {
    const outside: string[] = [];
    let fence: string | undefined;
    for (const line of buildMarkdown(goldenRun()).split('\n')) {
      const found = /^`{3,}/.exec(line)?.[0];
      if (fence === undefined && found !== undefined) fence = found;
      else if (fence !== undefined && line === fence) fence = undefined;
      else if (fence === undefined) outside.push(line);
    }
    assert.equal(fence, undefined, 'every fence is closed');
    const text = outside.join('\n');
    assert.deepEqual([...text.matchAll(/<\/?(\w+)/g)].map((match) => match[1]).filter((tag) => tag !== 'details' && tag !== 'summary'), []);
    assert.equal(/\]\(|@all|!\[/.test(text), false);
  });
});

describe('the GitHub reporter', () => {
  const run = goldenRun();

  async function report(given: RunResult, env: Record<string, string>, folder: string): Promise<string> {
    let text = '';
    const stream = new Writable({ write(chunk: Buffer, _encoding, done) { text += chunk.toString('utf8'); done(); } });
    await createGithubReporter({ stream, isTTY: false, color: false, env }).finish?.(given, folder);
    return text;
  }

  it('prints one command per line, for whatever is not green, flaky or warned of', async () => {
    const text = await report(run, { GITHUB_WORKSPACE: '/workspace' }, '/workspace/reports/run');
    assertHarmless(text);
    assertGolden('github.txt', text);
    assert.ok(text.trimEnd().split('\n').every((line) => /^::(?:error|warning) (?:file=reports\/run\/traces\/[\w.]+,)?title=[^:,]+(?:%[0-9A-F]{2}[^:,]*)*::/.test(line)));
  });

  it('appends the summary to the job', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plugproof-github-'));
    try {
      const file = join(folder, 'summary');
      await report(run, { GITHUB_STEP_SUMMARY: file }, folder);
      await report(run, { GITHUB_STEP_SUMMARY: file }, folder);
      assert.equal(await readFile(file, 'utf8'), buildMarkdown(run).repeat(2));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names no file outside of the workspace', () => {
    assert.equal(buildAnnotations(run, '../elsewhere')[0]?.file, undefined);
  });

  it('keeps to the ten annotations of a level that GitHub shows', () => {
    const [, failed] = GOLDEN_RESULTS;
    assert.ok(failed);
    const many = buildAnnotations({ ...run, testcases: Array.from({ length: 30 }, (_, index) => ({ ...failed, id: `TC_${index}` })) }, 'r');
    assert.equal(many.length, 10);
    assert.equal(many[9]?.title, '21 more');
  });

  it('cuts a summary that GitHub would refuse, after a whole line', () => {
    const cut = clipLines('0123456789\n'.repeat(1000), 5000);
    assert.ok(cut.length <= 5000 && cut.includes('cut here'));
    assert.ok(cut.split('\n').slice(0, -3).every((line) => line === '0123456789'));
  });
});
