import type { Sut } from '../../../ocppj/types.ts';
import type { ReportTrace, TraceEntry } from '../data.ts';
import { countOf, escapeText } from '../../escape.ts';
import { formatOffset } from '../../failure-text.ts';

interface Props {
  trace: ReportTrace;
  path: string;
  startedAt: string;
  sut: Sut;
  /** Texts of the frames that a failure shows: they are marked. */
  frames: ReadonlySet<string>;
}

/** The trace as a message sequence: the station on the left, the CSMS on the right, time downwards. */
export function Sequence({ trace, path, startedAt, sut, frames }: Props) {
  const origin = Date.parse(startedAt);
  return (
    <>
      <h3>Messages <span class="dim">{countOf(trace.entries.length, 'record')}{trace.omitted > 0 ? `, ${trace.omitted} left out` : ''} · <code>{escapeText(path, 200)}</code></span></h3>
      {trace.note !== undefined && <p class="reason">{escapeText(trace.note, 500)}</p>}
      {trace.entries.length > 0 && (
        <div class="sequence">
          <div class="ends">
            <span>station<small>{sut === 'csms' ? 'plugproof' : 'device under test'}</small></span>
            <span>CSMS<small>{sut === 'csms' ? 'device under test' : 'plugproof'}</small></span>
          </div>
          {trace.entries.map((entry, index) => <Row key={index} entry={entry} origin={origin} marked={entry.text !== undefined && frames.has(entry.text)} />)}
        </div>
      )}
    </>
  );
}

function Row({ entry, origin, marked }: { entry: TraceEntry; origin: number; marked: boolean }) {
  if (entry.kind === 'marker') return <div class="row marker"><span>{escapeText(entry.label, 300)}</span></div>;
  const time = Date.parse(entry.time);
  const offset = Number.isNaN(time) || Number.isNaN(origin) ? '' : formatOffset(time - origin);
  const label = escapeText(entry.label, 200);
  const bad = entry.kind === 'error' || entry.kind === 'text' || entry.problems !== undefined;
  return (
    <details class={`row ${entry.kind} ${entry.from ?? ''} ${bad ? 'bad' : ''} ${marked ? 'marked' : ''}`}>
      <summary title={escapeText(entry.time, 60)}>
        <time>{offset}</time>
        <span class="lane">{entry.from === undefined ? <span class="event">{label}</span> : <Arrow label={label} preview={preview(entry)} />}</span>
      </summary>
      <div class="content">
        {entry.problems?.map((problem, index) => <p key={index} class="problem">{escapeText(problem, 1000)}</p>)}
        {entry.id !== undefined && <p class="dim">message id {escapeText(entry.id, 100)} · {escapeText(entry.time, 60)}</p>}
        <pre>{pretty(entry.text ?? '')}</pre>
      </div>
    </details>
  );
}

function Arrow({ label, preview: hint }: { label: string; preview: string }) {
  return <span class="arrow"><span class="label">{label}</span>{hint !== '' && <span class="preview">{hint}</span>}</span>;
}

/** The payload in short, to read the conversation without opening each row. */
function preview(entry: TraceEntry): string {
  if (entry.text === undefined || entry.kind === 'text') return escapeText(entry.text ?? '', 160);
  const parsed = parse(entry.text);
  if (!Array.isArray(parsed)) return '';
  const shown = JSON.stringify(entry.kind === 'error' ? parsed.slice(3) : parsed[entry.kind === 'call' ? 3 : 2]) ?? '';
  return shown === '{}' ? '' : escapeText(shown.slice(0, 200), 200);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Indented where it is JSON, as it came where not; each line escaped by itself. */
function pretty(text: string): string {
  const parsed = parse(text);
  if (parsed === undefined) return escapeText(text, 8000);
  return JSON.stringify(parsed, undefined, 2).split('\n').slice(0, 2000).map((line) => escapeText(line, 4000)).join('\n');
}
