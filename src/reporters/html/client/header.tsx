import type { RunResult } from '../../../trace/types.ts';
import { escapeText, formatDuration } from '../../escape.ts';
import { isBad, statusOf } from '../../status.ts';
import type { Status } from '../../status.ts';
import type { Filter } from './filters.tsx';
import { Mark, STATUS_NAMES, STATUS_ORDER } from './mark.tsx';

interface Props {
  run: RunResult;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

/** What was judged, how it ended, and the counts as a bar whose parts filter the list. */
export function Header({ run, filter, onFilter }: Props) {
  const counts = new Map<Status, number>();
  for (const result of run.testcases) counts.set(statusOf(result), (counts.get(statusOf(result)) ?? 0) + 1);
  const statuses = STATUS_ORDER.filter((status) => (counts.get(status) ?? 0) > 0);
  const toggle = (status: Status): void => {
    const has = filter.statuses.includes(status);
    onFilter({ ...filter, statuses: has ? filter.statuses.filter((one) => one !== status) : [...filter.statuses, status] });
  };
  return (
    <header>
      <div class="title">
        <h1><span class="brand">plugproof</span> OCPP {run.ocpp} {sutName(run)}</h1>
        <Outcome run={run} />
      </div>
      <Facts run={run} />
      <div class="bar" role="img" aria-label={statuses.map((status) => `${counts.get(status)} ${STATUS_NAMES[status]}`).join(', ')}>
        {statuses.map((status) => <span key={status} class={status} style={{ flexGrow: counts.get(status) ?? 0 }} />)}
      </div>
      <div class="legend">
        {statuses.map((status) => (
          <button key={status} type="button" class={`chip ${filter.statuses.includes(status) ? 'on' : ''}`} aria-pressed={filter.statuses.includes(status)} onClick={() => toggle(status)}>
            <Mark status={status} /> <b>{counts.get(status)}</b> {STATUS_NAMES[status]}
          </button>
        ))}
        <Flag name="flaky" count={run.counts.flaky} filter={filter} onFilter={onFilter} />
        <Flag name="warnings" count={run.testcases.filter((result) => result.warnings.length > 0).length} filter={filter} onFilter={onFilter} />
      </div>
    </header>
  );
}

function sutName(run: RunResult): string {
  if (run.sut === 'csms') return 'CSMS';
  return run.ocpp === '1.6' ? 'charge point' : 'charging station';
}

function Outcome({ run }: { run: RunResult }) {
  if (run.interrupted !== undefined) return <span class="outcome interrupted">interrupted ({run.interrupted})</span>;
  const bad = run.testcases.filter((result) => isBad(statusOf(result))).length;
  if (bad === 0 && run.exitCode === 0) return <span class="outcome green">all green</span>;
  return <span class="outcome red">{bad} of {run.testcases.length} not green</span>;
}

function Flag({ name, count, filter, onFilter }: { name: 'flaky' | 'warnings'; count: number; filter: Filter; onFilter: (filter: Filter) => void }) {
  if (count === 0) return null;
  const on = filter.flag === name;
  return (
    <button type="button" class={`chip ${on ? 'on' : ''}`} aria-pressed={on} onClick={() => onFilter({ ...filter, flag: on ? '' : name })}>
      <span class={`mark ${name}`}>{name === 'flaky' ? '↻' : '⚠'}</span> <b>{count}</b> {name === 'flaky' ? 'flaky' : 'with warnings'}
    </button>
  );
}

/** The run's facts, and what the device said of itself. */
function Facts({ run }: { run: RunResult }) {
  const operator = run.testcases.reduce((sum, result) => sum + result.operatorMs, 0);
  const facts: [string, string][] = [
    [run.stations.length > 1 ? 'stations' : 'station', run.stations.join(', ')],
    ...deviceFacts(run.device),
    ['run', run.run],
    ['started', new Date(run.startedAt).toLocaleString()],
    ['duration', `${formatDuration(run.durationMs)}${operator > 0 ? `, ${formatDuration(operator)} of it waiting for the operator` : ''}`],
  ];
  if (run.plan !== undefined) facts.push(['plan', run.plan]);
  if (run.strict !== undefined) facts.push(['strict', run.strict]);
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{escapeText(name, 60)}</dt><dd>{escapeText(value, 300)}</dd></div>)}</dl>;
}

/** Scalars of the BootNotification, and of `chargingStation` within it (2.x). */
function deviceFacts(device: RunResult['device']): [string, string][] {
  return Object.entries(device ?? {}).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).filter(([, inner]) => typeof inner === 'string').map(([inner, text]) => [inner, String(text)]);
  }).slice(0, 12);
}
