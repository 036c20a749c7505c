import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Bundles the page's program and style with esbuild into one self-contained script; the build writes
 * it to `dist/report-client.js`. Throws when esbuild is not installed.
 */
export async function buildHtmlClient(): Promise<string> {
  const { build } = await import('esbuild');
  const client = join(dirname(fileURLToPath(import.meta.url)), 'client');
  const result = await build({
    entryPoints: [join(client, 'main.tsx')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    loader: { '.css': 'text' },
    tsconfig: join(client, 'tsconfig.json'),
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild gave no file for the HTML report; run npm ci and build again.');
  return file.text;
}
