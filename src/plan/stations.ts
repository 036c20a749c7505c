import type { RawPlan } from './raw-plan.generated.ts';

/** The station identities of a plan, one or several; CP001 when it names none. */
export function stationsOf(plan: RawPlan): string[] {
  return [plan.device?.station ?? 'CP001'].flat();
}
