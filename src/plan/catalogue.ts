import type { OcppVersion, Sut } from '../ocppj/types.ts';
import catalogue from './catalogue.json' with { type: 'json' };

/** A testcase of the certification catalogue. */
export interface ListedTestcase {
  id: string;
  sut: Sut;
  /** The profile (1.6) or block (2.x). */
  group: string;
  status: 'mandatory' | 'conditional' | 'listed';
}

/** What the certification catalogue lists for a version; 2.1 has its own beside those of 2.0.1. */
export function listedTestcases(ocpp: OcppVersion, sut: Sut): ListedTestcase[] {
  const groups: Readonly<Record<string, Readonly<Partial<Record<ListedTestcase['status'], readonly string[]>>>>> = catalogue.versions[ocpp][sut];
  const blocks: Readonly<Record<string, string>> = catalogue.blocks;
  return Object.entries(groups).flatMap(([group, byStatus]) => (['mandatory', 'conditional', 'listed'] as const).flatMap((status) =>
    (byStatus[status] ?? []).map((id) => ({ id, sut, group: group.length === 1 ? `${group} ${blocks[group] ?? ''}`.trim() : group, status }))));
}
