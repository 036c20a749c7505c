import { useMemo, useState } from 'preact/hooks';
import type { TestcaseResult } from '../../../trace/types.ts';
import type { ReportData } from '../data.ts';
import { escapeText } from '../../escape.ts';
import { groupByTopic, isBad, statusOf } from '../../status.ts';
import type { Status } from '../../status.ts';
import { Filters, NO_FILTER } from './filters.tsx';
import type { Filter } from './filters.tsx';
import { Findings } from './findings.tsx';
import { Header } from './header.tsx';
import { Mark } from './mark.tsx';
import { Testcase } from './testcase.tsx';

/** A testcase has one result per station. */
export function keyOf(result: TestcaseResult): string {
  return `${result.id}@${result.station}`;
}

function matches(result: TestcaseResult, filter: Filter): boolean {
  if (filter.statuses.length > 0 && !filter.statuses.includes(statusOf(result))) return false;
  if (filter.flag === 'flaky' && !result.flaky) return false;
  if (filter.flag === 'warnings' && result.warnings.length === 0) return false;
  if (filter.topic !== '' && result.topic !== filter.topic) return false;
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return true;
  const rules = result.warnings.map((finding) => finding.rule).join(' ');
  const text = `${result.id} ${result.title} ${result.purpose} ${result.profile} ${result.station} ${result.reason ?? ''} ${result.requirements.join(' ')} ${rules}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What is open at first: what the address names, or else the first testcase that is not green. */
function firstOpen(results: readonly TestcaseResult[]): Set<string> {
  let wanted = '';
  try {
    wanted = decodeURIComponent(location.hash.slice(1));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  const found = results.find((result) => result.id === wanted) ?? results.find((result) => isBad(statusOf(result)));
  return new Set(found ? [keyOf(found)] : []);
}

/** The whole page. */
export function Report({ data }: { data: ReportData }) {
  const { run, traces } = data;
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [open, setOpen] = useState(() => firstOpen(run.testcases));
  const topics = useMemo(() => groupByTopic(run.testcases.filter((result) => matches(result, filter))), [filter]);
  const shown = [...topics.values()].flat();
  const toggle = (key: string, isOpen: boolean): void => {
    if (open.has(key) === isOpen) return;
    const next = new Set(open);
    if (isOpen) next.add(key);
    else next.delete(key);
    setOpen(next);
  };
  return (
    <>
      <Header run={run} filter={filter} onFilter={setFilter} />
      <main>
        <Filters run={run} filter={filter} shown={shown.length} onFilter={setFilter}
          onOpenAll={() => setOpen(new Set(shown.map(keyOf)))} onCloseAll={() => setOpen(new Set())} />
        {shown.length === 0 && <p class="empty">{run.testcases.length === 0 ? 'No testcase ended in this run.' : 'No testcase matches these filters.'}</p>}
        {[...topics].map(([topic, results]) => (
          <section key={topic}>
            <h2>{escapeText(topic, 200)} <TopicCounts results={results} /></h2>
            {results.map((result) => (
              <Testcase key={keyOf(result)} result={result} trace={traces[result.trace]} open={open.has(keyOf(result))}
                onToggle={(isOpen) => toggle(keyOf(result), isOpen)} />
            ))}
          </section>
        ))}
        <Findings run={run} />
      </main>
      <footer>plugproof {run.tool.version} · independent of the Open Charge Alliance; passing it is no certificate</footer>
    </>
  );
}

function TopicCounts({ results }: { results: readonly TestcaseResult[] }) {
  const counts = new Map<Status, number>();
  for (const result of results) counts.set(statusOf(result), (counts.get(statusOf(result)) ?? 0) + 1);
  return <span class="topic-counts">{[...counts].map(([status, count]) => <span key={status}><Mark status={status} /> {count}</span>)}</span>;
}
