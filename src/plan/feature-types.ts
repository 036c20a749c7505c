import type { Sut } from '../ocppj/types.ts';
import type { Facts } from './types.ts';

/** Configuration as a probe read it. */
export type Settings = Facts['settings'];

/** Something that a device can declare, and on which a testcase's applicability depends. */
export interface FeatureDefinition {
  id: string;
  /** What it is; for what only a person knows, a question. */
  label: string;
  roles: readonly Sut[];
  /** What a complete probe of the device says about it; undefined: nothing. */
  derive?: (read: Settings) => boolean | undefined;
}
