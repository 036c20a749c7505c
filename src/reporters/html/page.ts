import { createHash } from 'node:crypto';
import { escapeText } from '../escape.ts';
import type { ReportData } from './data.ts';

/**
 * Builds the page: the data as JSON that no browser takes for markup, and the program. A content
 * security policy lets that one program run and nothing be loaded from anywhere.
 */
export function buildPage(data: ReportData, client: string): string {
  // Both ends of a script element are spelled so that the HTML parser does not see them.
  const script = client.replace(/<(?=\/script|!--)/gi, '\\x3c');
  const hash = createHash('sha256').update(script, 'utf8').digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  const title = escapeText(data.run.run, 100).replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>plugproof ${title}</title>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript. The same results are in run.json, junit.xml and summary.md.</noscript>
<script type="application/json" id="data">${embedJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that contains no `<`, so that neither `</script>` nor a comment can begin in it. */
export function embedJson(data: unknown): string {
  return JSON.stringify(data).replace(/[<\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
