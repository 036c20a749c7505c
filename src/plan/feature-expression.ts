/** An expression over feature ids that cannot be read; the message shows the place. */
export class FeatureExpressionError extends Error {
  readonly expression: string;
  /** Offset of the first character that does not fit, from 0. */
  readonly position: number;

  constructor(expression: string, position: number, problem: string) {
    super(`${problem} at position ${position + 1}:\n  ${expression.slice(0, MAX_LENGTH)}\n  ${' '.repeat(Math.min(position, MAX_LENGTH))}^`);
    this.name = 'FeatureExpressionError';
    this.expression = expression;
    this.position = position;
  }
}

type Expression =
  | { kind: 'id'; id: string }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression };

interface Token {
  text: string;
  kind: 'id' | 'not' | 'and' | 'or' | '(' | ')' | 'end';
  at: number;
}

const MAX_LENGTH = 1_000;
const MAX_DEPTH = 100;
const cache = new Map<string, Expression>();

/**
 * Decides whether an expression over feature ids holds; `because` names the ids that decide it. The
 * grammar is ids with `not` (or `!`), `and`, `or` in this order of binding, and parentheses. Throws
 * FeatureExpressionError.
 */
export function evaluateFeatures(expression: string, features: ReadonlySet<string>): { holds: boolean; because: string } {
  const parsed = parseCached(expression);
  const holds = holdsFor(parsed, features);
  const reasons = [...new Set(reasonsFor(parsed, holds, features))];
  return { holds, because: reasons.length === 0 ? 'it asks for nothing' : reasons.join(', ') };
}

/** The feature ids that an expression names. Throws FeatureExpressionError. */
export function featureIdsIn(expression: string): Set<string> {
  const ids = new Set<string>();
  const pending = [parseCached(expression)];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === 'id') ids.add(next.id);
    else if (next.kind === 'not') pending.push(next.of);
    else pending.push(next.left, next.right);
  }
  return ids;
}

function holdsFor(expression: Expression, features: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'id': return features.has(expression.id);
    case 'not': return !holdsFor(expression.of, features);
    case 'and': return holdsFor(expression.left, features) && holdsFor(expression.right, features);
    case 'or': return holdsFor(expression.left, features) || holdsFor(expression.right, features);
  }
}

/** The ids that make the expression what it is: flipping them is what could change it. */
function reasonsFor(expression: Expression, holds: boolean, features: ReadonlySet<string>): string[] {
  if (expression.kind === 'id') return [`${expression.id} is ${holds ? '' : 'not '}declared`];
  if (expression.kind === 'not') return reasonsFor(expression.of, !holds, features);
  return [expression.left, expression.right]
    .filter((side) => holdsFor(side, features) === holds)
    .flatMap((side) => reasonsFor(side, holds, features));
}

function parseCached(expression: string): Expression {
  const known = cache.get(expression);
  if (known !== undefined) return known;
  const parsed = parse(expression);
  if (cache.size < 2_000) cache.set(expression, parsed);
  return parsed;
}

function parse(expression: string): Expression {
  const tokens = tokenize(expression);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { text: '', kind: 'end', at: expression.length };
  const refuse = (problem: string): never => {
    throw new FeatureExpressionError(expression, peek().at, problem);
  };
  const chain = (kind: 'and' | 'or', operand: () => Expression): Expression => {
    let left = operand();
    for (let count = 0; peek().kind === kind; count++) {
      if (count > MAX_DEPTH) refuse('Too many operands');
      next++;
      left = { kind, left, right: operand() };
    }
    return left;
  };
  const alternatives = (depth: number): Expression => chain('or', () => chain('and', () => term(depth)));
  const term = (depth: number): Expression => {
    if (depth > MAX_DEPTH) refuse('Too deeply nested');
    const token = peek();
    if (token.kind === 'id') {
      next++;
      return { kind: 'id', id: token.text };
    }
    if (token.kind === 'not') {
      next++;
      return { kind: 'not', of: term(depth + 1) };
    }
    if (token.kind !== '(') return refuse(token.kind === 'end' ? 'A feature id is missing' : `"${token.text}" where a feature id should be`);
    next++;
    const inner = alternatives(depth + 1);
    if (peek().kind !== ')') refuse('A closing parenthesis is missing');
    next++;
    return inner;
  };
  const parsed = alternatives(0);
  if (peek().kind !== 'end') refuse(`"${peek().text}" where "and", "or" or the end should be`);
  return parsed;
}

function tokenize(expression: string): Token[] {
  if (expression.length > MAX_LENGTH) throw new FeatureExpressionError(expression, MAX_LENGTH, 'The expression is too long');
  const tokens: Token[] = [];
  const pattern = /\s*(?:([A-Za-z0-9][A-Za-z0-9_.-]*)|([!()])|(\S))/gy;
  for (let match = pattern.exec(expression); match !== null; match = pattern.exec(expression)) {
    const text = match[1] ?? match[2] ?? match[3] ?? '';
    const at = pattern.lastIndex - text.length;
    if (match[3] !== undefined) throw new FeatureExpressionError(expression, at, `Unexpected "${text}"`);
    tokens.push({ text, kind: kindOf(text), at });
  }
  return tokens;
}

function kindOf(text: string): Token['kind'] {
  if (text === '!') return 'not';
  if (text === '(' || text === ')') return text;
  const word = text.toLowerCase();
  return word === 'not' || word === 'and' || word === 'or' ? word : 'id';
}
