import type { JsonValue, Payload } from '../ocppj/types.ts';
import type { AbsentStep, AllowStep, CollectStep, ExpectStep, SendStep, Step } from '../testcase/types.ts';
import { resolve, UnresolvedError, type Generators, type Scope } from './scope.ts';
import { streamOf } from './streams.ts';

/** A step with the path under which reports name it, such as `4` or `5.boot.1`. */
export interface PlacedStep { step: Step; path: string }

interface SlotBase {
  id: number;
  path: string;
  action: string;
  /** Order binds inside a stream; undefined floats. */
  stream: string | undefined;
  /** Ids of the slots that have to come first. */
  after: number[];
  /** Enclosing `optional` groups, outermost first. */
  optionals: number[];
  /** Enclosing `oneOf` branches, outermost first. */
  branches: { group: number; name: string }[];
  /** The innermost `anyOrder` group. */
  anyOrder: number | undefined;
}

/** One thing that a segment waits for, or watches. */
export type Slot =
  | (SlotBase & { kind: 'expect'; step: ExpectStep })
  | (SlotBase & { kind: 'collect'; step: CollectStep })
  | (SlotBase & { kind: 'absent'; step: AbsentStep })
  | (SlotBase & { kind: 'allow'; step: AllowStep })
  | (SlotBase & { kind: 'reply'; step: SendStep });

/** The structure that decides when a segment is complete. */
export type Node =
  | { kind: 'slot'; slot: Slot }
  | { kind: 'sequence'; children: Node[] }
  | { kind: 'optional'; id: number; child: Node }
  | { kind: 'oneOf'; id: number; branches: Map<string, Node> };

export interface Expectations { slots: Slot[]; root: Node }

interface Place { optionals: number[]; branches: { group: number; name: string }[]; anyOrder: number | undefined }

/** Turns the expectations of a segment into slots with their order (design section 4, semantics 2). */
export function compileExpectations(steps: readonly PlacedStep[], scope: Scope, generators: Generators): Expectations {
  const slots: Slot[] = [];
  let groups = 0;

  const streamFor = (action: string, ...patterns: (Payload | undefined)[]): string | undefined =>
    streamOf(action, patterns.reduce<Payload>((merged, pattern) => ({ ...merged, ...settled(pattern, scope, generators) }), {}));

  const addSlot = (slot: Slot): Node => {
    slots.push(slot);
    return { kind: 'slot', slot };
  };

  const compile = ({ step, path }: PlacedStep, place: Place): Node => {
    const base = { id: slots.length, path, after: [], stream: undefined, ...place };
    if ('expect' in step) return addSlot({ ...base, kind: 'expect', step, action: step.expect, stream: streamFor(step.expect, step.where, step.which) });
    if ('collect' in step) return addSlot({ ...base, kind: 'collect', step, action: step.collect, stream: streamFor(step.collect, step.each, step.which) });
    if ('absent' in step) return addSlot({ ...base, kind: 'absent', step, action: step.absent });
    if ('allow' in step) return addSlot({ ...base, kind: 'allow', step, action: step.allow });
    if ('send' in step) return addSlot({ ...base, kind: 'reply', step, action: step.send });
    if ('inOrder' in step) return sequence(place_(step.inOrder, path), place, 'strict');
    if ('anyOrder' in step) return sequence(place_(step.anyOrder, path), { ...place, anyOrder: ++groups }, 'free');
    if ('optional' in step) {
      const id = ++groups;
      return { kind: 'optional', id, child: sequence(place_(step.optional, path), { ...place, optionals: [...place.optionals, id] }, 'stream') };
    }
    if ('oneOf' in step) {
      const id = ++groups;
      const branches = Object.entries(step.oneOf).map(([name, children]) => [name, sequence(
        place_(children, `${path}.${name}`), { ...place, branches: [...place.branches, { group: id, name }] }, 'stream')] as const);
      return { kind: 'oneOf', id, branches: new Map(branches) };
    }
    throw new Error(`Step ${path} cannot stand among expectations`);
  };

  const sequence = (children: PlacedStep[], place: Place, order: 'strict' | 'stream' | 'free'): Node => {
    const nodes = children.map((child) => compile(child, place));
    if (order !== 'free') orderChildren(nodes, order === 'strict');
    return { kind: 'sequence', children: nodes };
  };

  const root = sequence([...steps], { optionals: [], branches: [], anyOrder: undefined }, 'stream');
  return { slots, root };
}

const place_ = (steps: readonly Step[], path: string): PlacedStep[] => steps.map((step, index) => ({ step, path: `${path}.${index + 1}` }));

function orderChildren(nodes: readonly Node[], strict: boolean): void {
  nodes.forEach((later, index) => {
    for (const earlier of nodes.slice(0, index)) {
      for (const second of slotsOf(later)) {
        for (const first of slotsOf(earlier)) {
          if (isOrdered(first) && isOrdered(second) && (strict || (first.stream !== undefined && first.stream === second.stream))) second.after.push(first.id);
        }
      }
    }
  });
}

const isOrdered = (slot: Slot): boolean => slot.kind === 'expect' || slot.kind === 'collect';

/** All slots below a node, in the order in which they are written. */
export function slotsOf(node: Node): Slot[] {
  if (node.kind === 'slot') return [node.slot];
  if (node.kind === 'sequence') return node.children.flatMap(slotsOf);
  if (node.kind === 'optional') return slotsOf(node.child);
  return [...node.branches.values()].flatMap(slotsOf);
}

/** The fields of a pattern that are known already; the others cannot name a stream. */
function settled(pattern: Payload | undefined, scope: Scope, generators: Generators): Payload {
  const known: Payload = {};
  for (const [key, value] of Object.entries(pattern ?? {})) {
    const resolved = tryResolve(value, scope, generators);
    if (resolved !== undefined) known[key] = resolved;
  }
  return known;
}

/** The value with its references looked up, or undefined while one of them stands for nothing. */
export function tryResolve(value: JsonValue, scope: Scope, generators: Generators): JsonValue | undefined {
  try {
    return resolve(value, scope, generators);
  } catch (error) {
    if (error instanceof UnresolvedError) return undefined;
    throw error;
  }
}
