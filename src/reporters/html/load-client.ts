import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE_FOLDER = join('src', 'reporters', 'html');

/**
 * Returns the page's program: `dist/report-client.js` of the package, or, when this runs from source,
 * the sources bundled on the fly, which cannot be stale. Throws when neither is there.
 */
export async function loadHtmlClient(): Promise<string> {
  const here = dirname(fileURLToPath(import.meta.url));
  if (here.endsWith(SOURCE_FOLDER)) {
    const { buildHtmlClient } = await import('./bundle.ts');
    return buildHtmlClient();
  }
  const path = join(await findPackage(here), 'dist', 'report-client.js');
  return readFile(path, 'utf8');
}

/** The nearest folder upwards that holds a package.json. */
async function findPackage(from: string): Promise<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await access(join(folder, 'package.json')).then(() => true, () => false);
    if (found || folder === dirname(folder)) return folder;
  }
}
