import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OcppVersion } from '../ocppj/types.ts';
import type { SchemaError } from './sentences.ts';

/** A validator as ajv generates it: it leaves what it found on itself. */
export interface CompiledValidator {
  (payload: unknown): boolean;
  errors?: SchemaError[] | null;
}

/** Imports the compiled validators of a version by name. Throws with what to do when they have not been built. */
export async function importValidators(version: OcppVersion): Promise<ReadonlyMap<string, CompiledValidator>> {
  const path = join(packageRoot(), 'dist/schemas', `ocpp${version}.js`);
  let exported: unknown;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new Error(`The schema validators cannot be loaded from ${path}; run: npm run build`, { cause: error });
  }
  const entries: [string, unknown][] = typeof exported === 'object' && exported !== null ? Object.entries(exported) : [];
  return new Map(entries.filter((entry): entry is [string, CompiledValidator] => typeof entry[1] === 'function'));
}

// From src/schemas under tsx and from the bundled dist/plugproof.js alike.
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackageRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The package folder of plugproof cannot be found above its own code; install it again.');
    folder = parent;
  }
  return folder;
}

function isPackageRoot(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'plugproof';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
