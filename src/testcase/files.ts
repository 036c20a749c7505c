import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { StateDefinition, StateExport, TestcaseExport } from './types.ts';

/** The package's own folder: the nearest one above this file whose package.json is plugproof's. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "plugproof"')) return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('plugproof cannot find its own package folder; reinstall it');
    folder = parent;
  }
}

/** Where testcases are loaded from: sources when running from source, the build otherwise. */
export function testcaseRoot(): { folder: string; extension: '.ts' | '.js' } {
  const root = packageRoot();
  const fromBuild = fileURLToPath(import.meta.url).startsWith(join(root, 'dist') + sep);
  return fromBuild ? { folder: join(root, 'dist', 'testcases'), extension: '.js' } : { folder: join(root, 'testcases'), extension: '.ts' };
}

/** All files below a folder with this extension, tests left out; paths with `/`, without extension, sorted. */
export function walkFiles(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !file.endsWith(`.test${extension}`))
    .map((file) => file.split(sep).join('/').slice(0, -extension.length))
    .sort();
}

/** What a path below testcases/ says: `ocpp1.6/charge-point/core/TC_003_CS-name`. */
export function readPath(path: string): { version: string; role: string; topic: string; id: string } {
  const [version = '', role = '', ...rest] = path.split('/');
  const name = rest.at(-1) ?? '';
  return { version, role, topic: rest.slice(0, -1).join('/'), id: name.split('-')[0] ?? '' };
}

/** Loads the default export of a file below testcases/; throws when it is none of ours. */
export async function loadExport(path: string): Promise<TestcaseExport | StateExport> {
  const { folder, extension } = testcaseRoot();
  const module: unknown = await import(pathToFileURL(join(folder, `${path}${extension}`)).href);
  if (typeof module === 'object' && module !== null && 'default' in module && isExport(module.default)) return module.default;
  throw new Error(`testcases/${path}: its default export is not made by a builder of #testcase/*`);
}

function isExport(value: unknown): value is TestcaseExport | StateExport {
  return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'testcase' || value.kind === 'state');
}

/** Loads a testcase; throws when the file holds something else. */
export async function loadTestcase(path: string): Promise<TestcaseExport> {
  const found = await loadExport(path);
  if (found.kind !== 'testcase') throw new Error(`testcases/${path} is a state, not a testcase`);
  return found;
}

/** Loads the states of a version and role, such as `ocpp1.6/charge-point`, by name; 2.1 builds on those of 2.0.1. */
export async function loadStates(folder: string): Promise<Map<string, StateDefinition>> {
  const root = testcaseRoot();
  const states = folder.startsWith('ocpp2.1/') ? await loadStates(folder.replace('ocpp2.1/', 'ocpp2.0.1/')) : new Map<string, StateDefinition>();
  for (const file of walkFiles(join(root.folder, folder, 'states'), root.extension)) {
    const found = await loadExport(`${folder}/states/${file}`);
    if (found.kind === 'state') states.set(found.definition.name, found.definition);
  }
  return states;
}
