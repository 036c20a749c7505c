import { LineCounter, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { findTooDeep } from './nesting.ts';
import type { PlanIssue } from './plan-error.ts';

export type PlanPath = readonly (string | number)[];

export interface Position {
  line: number;
  column: number;
}

/** Tells where in a plan the value at a path stands; `key`: where its key stands. */
export type Locate = (path: PlanPath, target?: 'key' | 'value') => Position;

/** A plan's text as data, with the positions of everything in it. */
export interface PlanSource {
  data: unknown;
  locate: Locate;
  issues: PlanIssue[];
  /** Values that came from the environment. */
  secrets: string[];
}

const PLACEHOLDER = /\$\{([^}]{0,200})\}/g;

/** Parses the YAML of a plan and fills in `${NAME}` from the environment, in string values only. */
export function readSource(file: string, text: string, env: NodeJS.ProcessEnv): PlanSource {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refuseDepth(file, text, tooDeep);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const issues: PlanIssue[] = [...document.errors, ...document.warnings].map((problem) => ({
    file,
    ...positionAt(problem.pos[0]),
    message: `This is not valid YAML: ${lowerFirst(problem.message)}`,
  }));
  const secrets = fillPlaceholders(document, env, (offset, message, suggestion) => {
    issues.push({ file, ...positionAt(offset), message, suggestion });
  });
  const locate: Locate = (path, target = 'value') => positionAt(offsetOf(document, path, target));
  return { data: issues.length === 0 ? toData(document, file, issues) : undefined, locate, issues, secrets };
}

function refuseDepth(file: string, text: string, offset: number): PlanSource {
  const before = text.slice(0, offset).split('\n');
  const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const issue = { file, ...position, message: 'This nests deeper than any plan does.', suggestion: 'look for a bracket that is not closed' };
  return { data: undefined, locate: () => position, issues: [issue], secrets: [] };
}

function toData(document: Document, file: string, issues: PlanIssue[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    // An alias bomb, or an alias without its anchor.
    const message = `The aliases in this file cannot be resolved: ${lowerFirst(error instanceof Error ? error.message : String(error))}.`;
    issues.push({ file, line: 1, column: 1, message });
    return undefined;
  }
}

type Report = (offset: number, message: string, suggestion: string) => void;

function fillPlaceholders(document: Document, env: NodeJS.ProcessEnv, report: Report): string[] {
  const secrets: string[] = [];
  visit(document, {
    Scalar(key, node) {
      const text = node.value;
      if (key === 'key' || typeof text !== 'string') return;
      node.value = text.replace(PLACEHOLDER, (whole: string, name: string) => {
        const value = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? env[name] : undefined;
        if (value === undefined) {
          report(node.range?.[0] ?? 0, `The environment variable ${name} is not set.`, `set it before the run: export ${name}=…`);
          return whole;
        }
        if (value !== '') secrets.push(value);
        return value;
      });
    },
  });
  return secrets;
}

/** The offset of the deepest part of the path that stands in the document. */
function offsetOf(document: Document, path: PlanPath, target: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const wantsKey = target === 'key' && depth === path.length - 1;
    const found = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
      : isSeq(node) ? node.items[Number(step)] : undefined;
    if (found === undefined) return offset;
    const keyOffset = isPair(found) ? startOf(found.key) : startOf(found);
    node = isPair(found) ? found.value : found;
    offset = (wantsKey ? keyOffset : startOf(node) ?? keyOffset) ?? offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
