import picomatch from 'picomatch';
import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { servesVersion, type IndexEntry } from '../testcase/index-types.ts';
import type { Selection } from './options.ts';

/** The testcases of a selection, in the order of a run: by path, one-way ones last. Throws for an id that is none. */
export function selectTestcases(index: readonly IndexEntry[], selection: Selection, ocpp: OcppVersion, sut: Sut): IndexEntry[] {
  const own = index.filter((entry) => entry.sut === sut && servesVersion(entry, ocpp));
  const unknown = selection.ids.find((wanted) => !own.some((entry) => isNamed(entry, wanted)));
  if (unknown !== undefined) throw new SelectionError(unknown, ocpp, sut, own.map(({ id }) => id));
  const lower = (list: readonly string[]): string[] => list.map((item) => item.toLowerCase());
  const grep = selection.grep?.toLowerCase();
  return own
    .filter((entry) => selection.ids.length === 0 || selection.ids.some((wanted) => isNamed(entry, wanted)))
    .filter((entry) => !selection.profile || lower(selection.profile).includes(entry.profile.toLowerCase()))
    .filter((entry) => !selection.block || lower(selection.block).some((block) => entry.topic.toLowerCase().split('/').some((part) => part === block || part.startsWith(`${block}-`)) || entry.id.toLowerCase().startsWith(`tc_${block}_`)))
    .filter((entry) => grep === undefined || `${entry.id} ${entry.title} ${entry.path}`.toLowerCase().includes(grep))
    .filter((entry) => !entry.oneWay || selection.includeOneWay || selection.ids.includes(entry.id))
    .sort((a, b) => Number(a.oneWay) - Number(b.oneWay));
}

function isNamed(entry: IndexEntry, wanted: string): boolean {
  return entry.id.toLowerCase() === wanted.toLowerCase() || entry.path === wanted || picomatch.isMatch(entry.path, wanted) || picomatch.isMatch(entry.id, wanted);
}

/** An id or glob that selects nothing. */
export class SelectionError extends Error {
  constructor(readonly wanted: string, ocpp: OcppVersion, sut: Sut, readonly known: readonly string[]) {
    super(`No testcase of OCPP ${ocpp} for a ${sut} is named ${JSON.stringify(wanted)}`);
  }
}

/** Every n-th testcase: shard `index` (from 1) of `of`. */
export function takeShard<T>(entries: readonly T[], shard: { index: number; of: number } | undefined): T[] {
  return shard ? entries.filter((_, position) => position % shard.of === shard.index - 1) : [...entries];
}
