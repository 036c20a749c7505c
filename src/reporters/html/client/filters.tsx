import type { RunResult } from '../../../trace/types.ts';
import { escapeText } from '../../escape.ts';
import type { Status } from '../../status.ts';

/** What the list shows; an empty part lets everything through. */
export interface Filter {
  statuses: readonly Status[];
  flag: '' | 'flaky' | 'warnings';
  topic: string;
  text: string;
}

export const NO_FILTER: Filter = { statuses: [], flag: '', topic: '', text: '' };

interface Props {
  run: RunResult;
  filter: Filter;
  shown: number;
  onFilter: (filter: Filter) => void;
  onOpenAll: () => void;
  onCloseAll: () => void;
}

/** The line above the list: text, topic, and opening everything that is shown. */
export function Filters({ run, filter, shown, onFilter, onOpenAll, onCloseAll }: Props) {
  const topics = [...new Set(run.testcases.map((result) => result.topic))];
  const filtered = filter !== NO_FILTER && JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  return (
    <div class="filters">
      <input type="search" placeholder="Filter by id, title, requirement, rule …" aria-label="Filter by text" value={filter.text}
        onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })} />
      <select aria-label="Topic" value={filter.topic} onChange={(event) => onFilter({ ...filter, topic: event.currentTarget.value })}>
        <option value="">all topics</option>
        {topics.map((topic) => <option key={topic} value={topic}>{escapeText(topic, 100)}</option>)}
      </select>
      <span class="shown">{shown} of {run.testcases.length}</span>
      {filtered && <button type="button" onClick={() => onFilter(NO_FILTER)}>clear filters</button>}
      <button type="button" onClick={onOpenAll}>expand all</button>
      <button type="button" onClick={onCloseAll}>collapse all</button>
    </div>
  );
}
