const DEEPEST_FLOW = 50;
const DEEPEST_INDENT = 200;
const MOST_INDICATORS = 20;

/**
 * The offset at which a YAML text nests deeper than any plan does, or undefined. Checked before
 * parsing, because the parser recurses: depth costs it stack and memory.
 */
export function findTooDeep(text: string): number | undefined {
  let depth = 0;
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const indicators = /^[ \t]*(?:[-?:][ \t]+)*/.exec(line)?.[0] ?? '';
    if (indicators.length > DEEPEST_INDENT || indicators.replace(/[ \t]/g, '').length > MOST_INDICATORS) return lineStart;
    for (let column = 0; column < line.length; column++) {
      const character = line[column];
      if (character === '[' || character === '{') depth++;
      if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
      if (depth > DEEPEST_FLOW) return lineStart + column;
    }
    lineStart += line.length + 1;
  }
  return undefined;
}
