// npm run build: everything in dist/. With --if-stale: only when a source has changed since.
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stampFile = join(dist, 'build.stamp');

/** What the build is made of; node_modules is represented by the lock file. */
const SOURCES = ['src', 'testcases', 'fixtures/devices', 'scripts', 'package.json', 'package-lock.json'];

/** Installed beside the bundle and loaded when needed; the rest is bundled. */
const EXTERNAL = ['ajv', 'ajv-formats', 'mocha', 'ws', 'yaml', 'junit-report-builder', 'picomatch', 'fsevents'];

// esbuild keeps `require` of Node's own modules in code that was CommonJS.
const REQUIRE = "import{createRequire as plugproofRequire}from'node:module';const require=plugproofRequire(import.meta.url);";

const stamp = await fingerprint();
const fresh = process.argv.includes('--if-stale') && await readFile(stampFile, 'utf8').then((known) => known === stamp, () => false);
if (!fresh) await buildAll();

async function buildAll(): Promise<void> {
  const started = performance.now();
  await mkdir(dist, { recursive: true });
  await rm(stampFile, { force: true });
  const { buildValidators } = await import('./schema-validators.ts');
  await Promise.all([buildValidators(join(dist, 'schemas')), buildCommand(), buildTestcases(), buildReport(), copySchemas()]);
  await writeIndex();
  await writeFile(stampFile, stamp);
  process.stdout.write(`dist/ built in ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
}

/** The command, split so that `--help` and `list` load nothing that they do not need; devices.js beside it. */
async function buildCommand(): Promise<void> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: { plugproof: join(root, 'src/cli/main.ts'), devices: join(root, 'src/cli/devices.ts') },
    outdir: dist, chunkNames: 'chunks/[name]-[hash]', external: EXTERNAL, alias: { 'string-width': join(root, 'src/cli/text-width.ts') }, ...shared(true), banner: { js: REQUIRE },
  });
  await writeOutputs(outputFiles, dist, (path) => path.startsWith(`chunks${sep}`) || ['plugproof.js', 'devices.js'].includes(path));
  await chmod(join(dist, 'plugproof.js'), 0o755);
}

/** Each testcase and state as a module at the same path, sharing the builders by chunks. */
async function buildTestcases(): Promise<void> {
  const { build } = await import('esbuild');
  const folder = join(root, 'testcases');
  const files = (await filesBelow(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const outdir = join(dist, 'testcases');
  if (files.length === 0) {
    await mkdir(outdir, { recursive: true });
    return;
  }
  const { outputFiles } = await build({ entryPoints: files, outbase: folder, outdir, chunkNames: 'chunks/[name]-[hash]', ...shared(false) });
  await writeOutputs(outputFiles, outdir, () => true);
}

/** The program of the HTML report, which the html reporter puts into its one file. */
async function buildReport(): Promise<void> {
  const { buildHtmlClient } = await import('../src/reporters/html/bundle.ts');
  await writeWhole(join(dist, 'report-client.js'), await buildHtmlClient());
}

function shared(minify: boolean) {
  return {
    absWorkingDir: root, bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20',
    minify, write: false, logLevel: 'error', legalComments: 'none',
  } as const;
}

async function writeIndex(): Promise<void> {
  const { buildIndex } = await import('../src/testcase/index-builder.ts');
  await writeWhole(join(dist, 'testcases', 'index.json'), `${JSON.stringify(await buildIndex())}\n`);
}

async function copySchemas(): Promise<void> {
  for (const file of ['src/plan/plan.schema.json', 'src/trace/run.schema.json']) {
    await copyFile(join(root, file), join(dist, file.split('/').at(-1) ?? file));
  }
}

/** Writes what esbuild made and removes what an earlier build left, so that a running process never misses a file. */
async function writeOutputs(outputs: readonly { path: string; contents: Uint8Array }[], folder: string, owned: (path: string) => boolean): Promise<void> {
  for (const { path, contents } of outputs) await writeWhole(path, contents);
  const written = new Set(outputs.map(({ path }) => path));
  for (const file of await filesBelow(folder)) {
    if (file.endsWith('.js') && owned(relative(folder, file)) && !written.has(file)) await rm(file, { force: true });
  }
}

async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}`;
  await writeFile(part, contents);
  await rename(part, path);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Name, size and time of every source: reading them all would take longer than the build may when it is fresh. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    const files = source.includes('.') ? [path] : await filesBelow(path);
    const lines = await Promise.all(files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${relative(root, file)} ${size} ${mtimeMs}\n`;
    }));
    hash.update(lines.join(''));
  }
  return `${hash.digest('hex')}\n`;
}
