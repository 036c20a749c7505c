import { render } from 'preact';
import type { ReportData } from '../data.ts';
import { Report } from './report.tsx';
import style from './style.css';

/** The page carries what the reporter wrote; anything else is a damaged file. */
function isReportData(value: unknown): value is ReportData {
  return typeof value === 'object' && value !== null && 'run' in value && 'traces' in value;
}

function start(): void {
  const element = document.createElement('style');
  element.textContent = style;
  document.head.append(element);
  const app = document.getElementById('app');
  const data: unknown = JSON.parse(document.getElementById('data')?.textContent ?? 'null');
  if (!app) return;
  if (isReportData(data)) render(<Report data={data} />, app);
  else app.textContent = 'This report is damaged: it holds no run.';
}

start();
