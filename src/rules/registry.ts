import type { WireEvent } from '../peer/types.ts';
import { FRAMING_RULES } from './framing.ts';
import { METER_RULES } from './meter.ts';
import { SESSION_RULES } from './session.ts';
import { TIME_RULES } from './time.ts';
import { TRANSACTION_RULES } from './transaction.ts';
import { TRANSACTION_RULES_1_6 } from './transaction-1.6.ts';
import type { Finding, Rule, RuleContext } from './types.ts';

/** Every rule, by family. */
export const RULES: readonly Rule[] = [...FRAMING_RULES, ...SESSION_RULES, ...TIME_RULES, ...METER_RULES, ...TRANSACTION_RULES_1_6, ...TRANSACTION_RULES];

/** The clause of a rule in a version. */
export function clauseOf(rule: Rule, version: RuleContext['version']): string {
  return typeof rule.clause === 'string' ? rule.clause : rule.clause[version] ?? Object.values(rule.clause)[0] ?? '';
}

/** Makes the judge of one station's events: all rules of the version, each with its own state. */
export function createJudge(context: RuleContext, rules: readonly Rule[] = RULES): (event: WireEvent) => Finding[] {
  const active = rules.filter((rule) => rule.versions.includes(context.version)).map((rule) => ({ rule, judge: rule.create(context) }));
  return (event) => active.flatMap(({ rule, judge }) => {
    const found = judge(event);
    const breaches = found === undefined ? [] : Array.isArray(found) ? found : [found];
    return breaches.map((breach): Finding => ({
      rule: rule.id, level: rule.level, clause: clauseOf(rule, context.version), requirement: rule.requirement, ...breach,
      station: event.station, at: event.at,
      ...(event.type === 'connection' ? {} : { frame: event.text.slice(0, 2000) }),
    }));
  });
}
