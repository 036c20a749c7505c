import type { Evidence } from './progress.ts';
import type { Slot } from './slots.ts';

export type FailureKind = 'mismatch' | 'missing' | 'early' | 'order' | 'unexpected' | 'absent' | 'gap';

/** Why a segment failed, with what was wanted, what came, and the frames that show it. */
export interface SegmentFailure { kind: FailureKind; slot: Slot | undefined; expected: string; actual: string; evidence: Evidence[] }
