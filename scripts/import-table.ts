import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Public packages, Node's own modules, and files of the same part may be imported everywhere. */
const ANY = '*';

/**
 * Which part may import which; a part is a folder of src, or one of the folders beside it. Types
 * carry no behaviour: within src they may be imported from anywhere.
 */
export const IMPORT_TABLE: Readonly<Record<string, readonly string[]>> = {
  'src/cli': [ANY],
  'src/plan': [],
  'src/ocppj': ['src/schemas'],
  'src/clock': [],
  'src/schemas': ['src/ocppj'],
  'src/transport': ['src/clock', 'src/ocppj'],
  'src/peer': ['src/transport', 'src/ocppj', 'src/schemas', 'src/rules', 'src/trace', 'src/clock'],
  'src/checks': ['src/ocppj', 'src/schemas', 'src/matching'],
  'src/matching': ['src/ocppj', 'src/clock'],
  'src/testcase': ['src/ocppj', 'src/schemas', 'src/checks', 'src/matching', 'src/plan', 'src/operator', 'src/driver', 'src/peer'],
  'src/rules': ['src/ocppj', 'src/schemas', 'src/checks'],
  'src/operator': ['src/clock'],
  'src/driver': ['src/clock', 'src/operator'],
  'src/trace': ['src/ocppj'],
  'src/reporters': ['src/trace'],
  'src/runner': [
    'src/testcase', 'src/matching', 'src/checks', 'src/peer', 'src/operator', 'src/driver', 'src/services', 'src/rules', 'src/trace', 'src/plan',
    'src/clock', 'src/ocppj',
  ],
  'src/services': ['src/clock'],
  'src/proxy': ['src/transport', 'src/ocppj', 'src/schemas', 'src/rules', 'src/trace', 'src/clock'],
  'src/prove': ['src/runner', 'src/testcase', 'src/matching', 'src/checks', 'src/peer', 'src/plan', 'src/trace', 'src/clock', 'src/ocppj'],
  testcases: ['#testcase', '#state'],
  'fixtures/devices': [],
  'fixtures/interop': [ANY],
  scripts: [ANY],
  bench: [ANY],
};

/** An import that the table does not allow. */
export interface ForbiddenImport {
  file: string;
  line: number;
  specifier: string;
  because: string;
}

/** Looks at every import of a file's text. `file` is relative to the package, with `/`. */
export function findForbidden(file: string, text: string): ForbiddenImport[] {
  const part = partOf(file);
  const allowed = part === undefined ? undefined : IMPORT_TABLE[part];
  if (part === undefined || allowed === undefined) return [{ file, line: 1, specifier: '', because: 'this folder is not in the import table' }];
  // Tests may set up what their part is used with.
  if ((/\.test\.tsx?$/.test(file) || file.includes('/testing/')) && !part.startsWith('fixtures/') && part !== 'testcases') return [];
  return importsIn(text).flatMap(({ specifier, line, typeOnly }) => {
    const because = objection(file, part, allowed, specifier, typeOnly);
    return because === undefined ? [] : [{ file, line, specifier, because }];
  });
}

function objection(file: string, part: string, allowed: readonly string[], specifier: string, typeOnly: boolean): string | undefined {
  if (specifier.startsWith('#')) {
    return allowed.includes(specifier.split('/')[0] ?? '') ? undefined : `${part} uses relative paths`;
  }
  if (!specifier.startsWith('.')) return part === 'testcases' && specifier !== 'mocha' && !specifier.startsWith('node:') ? 'testcases import #testcase/* only' : undefined;
  const target = partOf(join(dirname(file), specifier).split(sep).join('/'));
  if (target === part) return part === 'testcases' && !file.includes('/states/') && !/\.test\.ts$/.test(file) ? 'testcases import #testcase/* only' : undefined;
  if (target === 'testcases') return 'testcases are loaded by path, never imported';
  if (target === undefined) return 'it leaves the folders of the table';
  if (allowed.includes(ANY) || allowed.includes(target)) return undefined;
  const carriesNothing = typeOnly && part.startsWith('src/') && target.startsWith('src/');
  return carriesNothing ? undefined : `${part} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}`;
}

/** The part of the longest name that a path lies in; undefined when it lies in none. */
function partOf(path: string): string | undefined {
  return Object.keys(IMPORT_TABLE).filter((part) => path === part || path.startsWith(`${part}/`)).sort((one, other) => other.length - one.length)[0];
}

interface Import { specifier: string; line: number; typeOnly: boolean }

function importsIn(text: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+?\s+from\s+)?['"]([^'"]+)['"]|(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...text.matchAll(pattern)].filter(({ index }) => !isComment(text, index)).map((match) => ({
    specifier: match[2] ?? match[4] ?? '',
    line: text.slice(0, match.index).split('\n').length,
    typeOnly: match[1] !== undefined || match[3] !== undefined || isTypePosition(text, match),
  }));
}

function isComment(text: string, index: number): boolean {
  return /^\s*(\*|\/\/|\/\*)/.test(text.slice(text.lastIndexOf('\n', index) + 1));
}

/** `import('./x.ts').Name` without `await` before it is a type. */
function isTypePosition(text: string, match: RegExpExecArray): boolean {
  return match[4] !== undefined && /^\s*\.\s*[A-Z]/.test(text.slice(match.index + match[0].length)) && !/await\s*\(?\s*$/.test(text.slice(0, match.index));
}

/** Checks every TypeScript file of the package against the table. */
export async function checkImports(): Promise<ForbiddenImport[]> {
  const found = await Promise.all(['src', 'testcases', 'fixtures', 'scripts', 'bench'].map(async (folder) => {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'));
    return Promise.all(files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return findForbidden(relative(ROOT, path).split(sep).join('/'), await readFile(path, 'utf8'));
    }));
  }));
  return found.flat(2);
}
