import type { FrameEvent, ConnectionEvent } from '../peer/types.ts';
import { slotsOf, type Expectations, type Node, type Slot } from './slots.ts';

/** What met a slot: a frame, an event of the connection, or the answer to a call of ours. */
export type Evidence = FrameEvent | ConnectionEvent;

/** Which slots are met, which groups are entered, which branches are still possible. */
export class Progress {
  readonly #evidence = new Map<number, Evidence[]>();
  readonly #met = new Set<number>();
  readonly #lapsed = new Set<number>();
  readonly #entered = new Set<number>();
  readonly #alive = new Map<number, Set<string>>();

  constructor(readonly expectations: Expectations) {
    const visit = (node: Node): void => {
      if (node.kind === 'oneOf') {
        this.#alive.set(node.id, new Set(node.branches.keys()));
        node.branches.forEach(visit);
      } else if (node.kind === 'sequence') node.children.forEach(visit);
      else if (node.kind === 'optional') visit(node.child);
    };
    visit(expectations.root);
  }

  evidenceOf(slot: Slot): readonly Evidence[] {
    return this.#evidence.get(slot.id) ?? [];
  }

  replaceEvidence(slot: Slot, evidence: Evidence[]): void {
    this.#evidence.set(slot.id, evidence);
  }

  isMet(slot: Slot): boolean {
    return this.#met.has(slot.id);
  }

  /** Whether the slot can still take something: neither met, nor lapsed, nor in a branch that died. */
  isWaiting(slot: Slot): boolean {
    return !this.#met.has(slot.id) && !this.#lapsed.has(slot.id) && this.#isAlive(slot);
  }

  /** Whether everything that must come before the slot has come, or need not come. */
  isOpen(slot: Slot): boolean {
    return this.isWaiting(slot) && slot.after.every((id) => this.#isPast(this.#slot(id), slot));
  }

  /** The first slot that blocks this one. */
  blocker(slot: Slot): Slot | undefined {
    return slot.after.map((id) => this.#slot(id)).find((earlier) => !this.#isPast(earlier, slot));
  }

  /** Whether the slot has to be met: its optional groups are entered and its branch is the only one left. */
  isMandatory(slot: Slot): boolean {
    return slot.kind !== 'allow'
      && slot.optionals.every((id) => this.#entered.has(id))
      && slot.branches.every(({ group, name }) => {
        const alive = this.#alive.get(group);
        return alive?.size === 1 && alive.has(name);
      });
  }

  /** Adds evidence to a slot; `complete` when it needs no more. Enters its groups and settles its branches. */
  take(slot: Slot, evidence: Evidence, complete: boolean): void {
    this.#evidence.set(slot.id, [...this.evidenceOf(slot), evidence]);
    for (const id of slot.optionals) this.#entered.add(id);
    for (const id of slot.after) this.#passOver(this.#slot(id), slot);
    if (complete) this.#met.add(slot.id);
  }

  complete(slot: Slot): void {
    this.#met.add(slot.id);
  }

  /** Leaves only these branches of a oneOf possible. */
  settle(group: number, names: ReadonlySet<string>): void {
    this.#alive.set(group, new Set([...(this.#alive.get(group) ?? [])].filter((name) => names.has(name))));
  }

  /** Whether the whole is satisfied: nothing mandatory is missing. */
  isSatisfied(node: Node = this.expectations.root): boolean {
    if (node.kind === 'slot') return this.isMet(node.slot) || node.slot.kind === 'allow';
    if (node.kind === 'sequence') return node.children.every((child) => this.isSatisfied(child));
    if (node.kind === 'optional') return !this.#entered.has(node.id) || this.isSatisfied(node.child);
    return [...node.branches].some(([name, branch]) => this.#alive.get(node.id)?.has(name) === true && this.isSatisfied(branch));
  }

  /** Slots that may still be met though nothing requires it: the segment waits for them a little. */
  lingering(): Slot[] {
    return this.expectations.slots.filter((slot) => slot.kind !== 'allow' && slot.kind !== 'absent' && this.isWaiting(slot));
  }

  #slot(id: number): Slot {
    const slot = this.expectations.slots[id];
    if (!slot) throw new Error(`No slot ${id}`);
    return slot;
  }

  #isAlive(slot: Slot): boolean {
    return slot.branches.every(({ group, name }) => this.#alive.get(group)?.has(name) === true);
  }

  #isPast(earlier: Slot, later: Slot): boolean {
    if (!this.isWaiting(earlier)) return true;
    if (earlier.optionals.some((id) => !this.#entered.has(id) && !later.optionals.includes(id))) return true;
    const foreign = earlier.branches.find(({ group }) => !later.branches.some((branch) => branch.group === group));
    return foreign !== undefined && this.isSatisfied(this.#oneOf(foreign.group));
  }

  /** A later frame of the stream came: what was optional before it lapses, unsatisfied branches die. */
  #passOver(earlier: Slot, later: Slot): void {
    if (!this.isWaiting(earlier)) return;
    const optional = earlier.optionals.find((id) => !this.#entered.has(id));
    if (optional !== undefined) {
      for (const slot of this.expectations.slots) if (slot.optionals.includes(optional)) this.#lapsed.add(slot.id);
    }
    for (const { group } of earlier.branches) {
      if (later.branches.some((branch) => branch.group === group)) continue;
      const node = this.#oneOf(group);
      if (node.kind === 'oneOf') this.settle(group, new Set([...node.branches].filter(([, branch]) => this.isSatisfied(branch)).map(([name]) => name)));
    }
  }

  #oneOf(group: number): Node {
    const find = (node: Node): Node | undefined => {
      if (node.kind === 'oneOf') return node.id === group ? node : [...node.branches.values()].map(find).find((found) => found !== undefined);
      if (node.kind === 'sequence') return node.children.map(find).find((found) => found !== undefined);
      return node.kind === 'optional' ? find(node.child) : undefined;
    };
    const found = find(this.expectations.root);
    if (!found) throw new Error(`No group ${group}`);
    return found;
  }
}

/** All slots of the tree, in writing order. */
export const allSlots = (expectations: Expectations): Slot[] => slotsOf(expectations.root);
