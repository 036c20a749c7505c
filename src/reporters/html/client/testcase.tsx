import type { Failure, StepResult, TestcaseResult } from '../../../trace/types.ts';
import type { ReportTrace } from '../data.ts';
import { countOf, escapeText, formatDuration } from '../../escape.ts';
import { failureLines } from '../../failure-text.ts';
import { reasonOf, statusOf } from '../../status.ts';
import { Mark, STATUS_NAMES } from './mark.tsx';
import { Sequence } from './sequence.tsx';

interface Props {
  result: TestcaseResult;
  trace: ReportTrace | undefined;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** One testcase: a line, and everything that is known of it when it is opened. */
export function Testcase({ result, trace, open, onToggle }: Props) {
  const status = statusOf(result);
  return (
    <details class={`testcase ${status}`} open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>
        <Mark status={status} />
        <code class="id">{escapeText(result.id, 100)}</code>
        <span class="name">{escapeText(result.title, 300)}</span>
        <span class="tags">
          {result.flaky && <span class="tag flaky">flaky</span>}
          {result.warnings.length > 0 && <span class="tag warnings">{countOf(result.warnings.length, 'warning')}</span>}
          {status !== 'passed' && <span class={`tag ${status}`}>{STATUS_NAMES[status]}</span>}
        </span>
        <time>{formatDuration(result.durationMs)}</time>
      </summary>
      {open && <Body result={result} trace={trace} />}
    </details>
  );
}

function Body({ result, trace }: { result: TestcaseResult; trace: ReportTrace | undefined }) {
  const reason = reasonOf(result);
  const frames = new Set(result.failures.flatMap((failure) => failure.frames.map((frame) => frame.text)));
  return (
    <div class="body">
      <p>{escapeText(result.purpose)}</p>
      <p class="dim">
        {result.profile && <>{escapeText(result.profile, 100)} · </>}{escapeText(result.station, 60)}
        {result.attempt > 1 && <> · attempt {result.attempt}</>}
        {result.operatorMs > 0 && <> · {formatDuration(result.operatorMs)} waiting for the operator</>}
        {' '}· <code>{escapeText(result.path, 300)}</code>
      </p>
      {result.requirements.length > 0 && <p class="requirements">{result.requirements.map((one) => <span key={one} class="tag">{escapeText(one, 100)}</span>)}</p>}
      {reason !== undefined && result.failures.length === 0 && <p class="reason">{escapeText(reason)}</p>}
      {result.expectedFailure && <p class="reason">{escapeText(reason ?? `The plan expects it to fail: ${result.expectedFailure.reason}`)}</p>}
      {result.failures.map((failure, index) => <FailureBlock key={index} failure={failure} />)}
      {result.steps.length > 0 && <Steps steps={result.steps} />}
      <Warnings result={result} />
      {result.notes.length > 0 && <><h3>Also seen</h3><ul>{result.notes.map((note, index) => <li key={index}>{escapeText(note)}</li>)}</ul></>}
      {trace && <Sequence trace={trace} path={result.trace} startedAt={result.startedAt} sut={result.sut} frames={frames} />}
    </div>
  );
}

function FailureBlock({ failure }: { failure: Failure }) {
  const lines = failureLines(failure);
  return (
    <div class={`failure ${failure.verdict}`}>
      {lines.filter((line) => line.part === 'step').map((line) => <p key="step" class="step"><b>{line.label}</b> {line.text}</p>)}
      <dl>
        {lines.filter((line) => line.part !== 'step' && line.part !== 'frame' && line.part !== 'frames').map((line) => (
          <div key={line.part} class={line.part}><dt>{line.label}</dt><dd>{line.text}</dd></div>
        ))}
        <div class="frames"><dt>last frames</dt><dd>{failure.frames.length === 0 ? 'none' : <pre>{lines.filter((line) => line.part === 'frame').map((line) => line.text).join('\n')}</pre>}</dd></div>
      </dl>
    </div>
  );
}

function Steps({ steps }: { steps: readonly StepResult[] }) {
  return (
    <>
      <h3>Steps</h3>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.path} class={step.status} style={{ '--depth': Math.min(4, (step.path.match(/\./g) ?? []).length) }}>
            <span class="path">{escapeText(step.path, 60)}</span>
            <span class="text">{escapeText(step.text, 500)}{step.note !== undefined && <em> {escapeText(step.note, 500)}</em>}</span>
            <span class="status">{step.status === 'passed' ? '' : step.status}</span>
            <time>+{formatDuration(step.startMs)}</time>
            <time>{formatDuration(step.durationMs)}</time>
          </li>
        ))}
      </ol>
    </>
  );
}

function Warnings({ result }: { result: TestcaseResult }) {
  if (result.warnings.length === 0) return null;
  return (
    <>
      <h3>Warnings</h3>
      <ul class="warnings">
        {result.warnings.map((finding, index) => (
          <li key={index}>
            <code>{escapeText(finding.rule, 100)}</code> <span class="dim">{finding.level}, {escapeText(finding.clause, 100)}</span> {escapeText(finding.requirement)}
            <br />expected {escapeText(finding.expected)}; actual {escapeText(finding.actual)}
            {finding.frame !== undefined && <pre>{escapeText(finding.frame)}</pre>}
          </li>
        ))}
      </ul>
    </>
  );
}
