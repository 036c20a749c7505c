import type { RunResult } from '../../../trace/types.ts';
import { escapeText } from '../../escape.ts';
import { groupFindings } from '../../status.ts';

/** What the rules found in the whole run, outside of testcases too. */
export function Findings({ run }: { run: RunResult }) {
  const rules = groupFindings(run);
  if (rules.length === 0) return null;
  return (
    <section>
      <h2>Findings by rule</h2>
      <div class="scroll">
        <table>
          <thead><tr><th>rule</th><th>level</th><th class="number">count</th><th>requirement</th><th>testcases</th></tr></thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.rule}>
                <td><code>{escapeText(rule.rule, 100)}</code></td>
                <td>{escapeText(rule.level, 40)}</td>
                <td class="number">{rule.count}</td>
                <td>{escapeText(rule.requirement)} <span class="dim">{escapeText(rule.clause, 200)}</span></td>
                <td class="dim">{rule.testcases.length === 0 ? 'outside of any' : rule.testcases.slice(0, 20).map((id) => escapeText(id, 60)).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
