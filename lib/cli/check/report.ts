/** One reading as a person reads it, or as one JSON object. */
import type { Check } from '../../core/app.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Phases, Reading } from '../../core/reading.ts';
import type { Paint } from '../paint.ts';
import { adviceFor } from './advice.ts';

/** What was found out by one check. */
export type Report = {
  readonly app: string | null;
  readonly check: Check;
  readonly reading: Reading;
};

/** Aligned lines: the phases, what was expected, what came, the verdict and what to do next. */
export function reportText({ app, check, reading }: Report, paint: Paint): string {
  const { url, phases, expected, came } = reading;
  const title = app === null ? url : `${app}  ${url}`;
  const lines = [
    paint('bold', title),
    '',
    ...phaseRows(phases).map(([name, ms]) => row(name, paint('dim', milliseconds(ms)))),
    row('total', milliseconds(phases.totalMs)),
    '',
    row('expected', expected),
    row('came', came),
    ...certificateRow(reading, check, paint),
    '',
    verdictLine(reading, check, paint),
    `next: ${adviceFor(reading, app)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The reading with the app's name, on one line. */
export function reportJson({ app, reading }: Report): string {
  return `${JSON.stringify({ app, ...reading })}\n`;
}

function phaseRows(phases: Phases): readonly (readonly [string, number | null])[] {
  return [
    ['dns', phases.dnsMs],
    ['connect', phases.connectMs],
    ['tls', phases.tlsMs],
    ['headers', phases.headersMs],
    ['body', phases.bodyMs],
  ];
}

function certificateRow(reading: Reading, check: Check, paint: Paint): string[] {
  const { certificateExpiresAt, at } = reading;
  if (certificateExpiresAt === null) return [];
  const leftMs = certificateExpiresAt - at;
  const day = new Date(certificateExpiresAt).toISOString().slice(0, 10);
  const text = `expires in ${formatDuration(leftMs)}, on ${day}`;
  return [row('certificate', leftMs < check.certificateMs ? paint('yellow', text) : text)];
}

function verdictLine({ verdict, cause, slow, phases }: Reading, check: Check, paint: Paint) {
  switch (verdict) {
    case 'healthy': {
      if (!slow) return paint('green', 'healthy');
      const within = formatDuration(check.withinMs ?? 0);
      return paint(
        'yellow',
        `healthy, but slow: ${milliseconds(phases.totalMs).trim()} is over ${within}`,
      );
    }
    case 'sick':
      return paint('red', `sick (${cause})`);
    case 'unknown':
      return paint('yellow', `unknown (${cause})`);
    default:
      return verdict satisfies never;
  }
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(12)}${value}`;
}

function milliseconds(ms: number | null): string {
  return ms === null ? '         -' : `${ms.toFixed(1).padStart(9)} ms`;
}
