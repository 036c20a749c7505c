// npm run check: types, lint, import table, testcases offline, generated difference; one line each.
import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkImports } from './import-table.ts';

const ROOT = join(import.meta.dirname, '..');
const GENERATED = ['src/plan/raw-plan.generated.ts', 'src/schemas/generated'];

interface Check {
  name: string;
  /** What is wrong, as lines; none when all is well. */
  run(): Promise<string[]>;
}

const CHECKS: readonly Check[] = [
  { name: 'types', run: () => runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false']) },
  { name: 'lint', run: () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0', '--no-warn-ignored', '--cache', '--cache-location', '.cache/eslint/', '--cache-strategy', 'content']) },
  { name: 'imports', run: async () => (await checkImports()).map(({ file, line, specifier, because }) => `${file}:${line} ${specifier}: ${because}`) },
  { name: 'testcases', run: checkTestcasesOffline },
  { name: 'generated', run: checkGenerated },
];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const checks = wanted.length === 0 ? CHECKS : CHECKS.filter(({ name }) => wanted.includes(name));
  const started = performance.now();
  // The generators write files that the other checks read, so they come first; the others run side by side.
  const first = checks.filter(({ name }) => name === 'generated');
  const outcomes = [...await Promise.all(first.map(runCheck)), ...await Promise.all(checks.filter((check) => !first.includes(check)).map(runCheck))];
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed) process.stdout.write(`\n${name}:\n${problems.map((line) => `  ${line}`).join('\n')}\n`);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(failed.length === 0 ? `\nAll ${checks.length} checks passed in ${seconds} s.\n` : `\n${failed.length} of ${checks.length} checks failed in ${seconds} s.\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** Runs one check and prints its line. */
async function runCheck({ name, run }: Check): Promise<{ name: string; problems: string[] }> {
  const began = performance.now();
  const problems = await run().catch((error: unknown) => [error instanceof Error ? error.stack ?? error.message : String(error)]);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds} s\n`);
  return { name, problems };
}

/** Runs a tool of node_modules; gives its output as lines when it does not succeed. */
async function runTool(script: string, args: readonly string[]): Promise<string[]> {
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
    return [];
  } catch (error) {
    const output = ['stdout', 'stderr'].map((stream): unknown => error instanceof Error ? Reflect.get(error, stream) : undefined).filter((text) => typeof text === 'string').join('\n');
    const lines = output.split('\n').filter((line) => line.trim() !== '');
    return lines.length > 0 ? lines : [String(error)];
  }
}

async function checkTestcasesOffline(): Promise<string[]> {
  const { checkTestcases } = await import('../src/testcase/offline-check.ts');
  return checkTestcases();
}

/** Runs the generators and compares: what is there must be what they write. Puts back what was there. */
async function checkGenerated(): Promise<string[]> {
  const before = await readGenerated();
  const problems = await runTool('tsx/dist/cli.mjs', ['scripts/generate.ts']);
  if (problems.length > 0) return problems;
  const after = await readGenerated();
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort();
  for (const name of names) {
    const text = before.get(name);
    if (text !== undefined) await writeFile(join(ROOT, name), text);
  }
  return names.map((name) => `${name} is not what \`npm run generate\` writes`);
}

async function readGenerated(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of GENERATED) {
    const files = name.endsWith('.ts') ? [name] : (await readdir(join(ROOT, name))).map((file) => `${name}/${file}`);
    for (const file of files) texts.set(file, await readFile(join(ROOT, file), 'utf8'));
  }
  return texts;
}

await main();
