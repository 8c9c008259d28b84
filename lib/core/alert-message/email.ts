import type { Alert } from '../alert.ts';
import { limits } from '../limits.ts';
import { wrap } from '../plain-text.ts';
import { isoTime } from './iso-time.ts';

/** The alert as prose for people: plain text, the answer to each of their questions in turn. */
export function emailText(alert: Alert): string {
  return [
    // Indented where it goes on, so that no stranger's words begin a line of their own.
    wrap(`${alert.app}: ${alert.headline}`, limits.emailColumns, indent),
    section('What happened', alert.happened === '' ? [] : [wrapped(alert.happened)]),
    section('What we saw', alert.evidence.map(item)),
    section('What was done', alert.done.map(item)),
    section('What to do next', alert.next.map(item)),
    // A command stays on one line, however long, so that it can be copied.
    section('To undo it', alert.undo === null ? [] : [`${indent}${alert.undo}`]),
    footer(alert),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const indent = '  ';

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

function wrapped(text: string): string {
  return `${indent}${wrap(text, limits.emailColumns, indent)}`;
}

/** A command that a sentence ends with stands on a line of its own, to be read and copied whole. */
function item(text: string): string {
  const hanging = `${indent}  `;
  const [, words = text, shell] = /^(.+:) `([^`]+)`$/.exec(text) ?? [];
  const sentence = `${indent}- ${wrap(words, limits.emailColumns, hanging)}`;
  return shell === undefined ? sentence : `${sentence}\n${hanging}  ${shell}`;
}

/** A dash, dash, space line is where mail programs take a signature to begin. */
function footer({ id, incident, severity, at }: Alert): string {
  const rows = [`${severity}, ${isoTime(at)}`, `alert ${id}`];
  if (incident !== null) rows.push(`incident ${incident}`);
  return ['-- ', ...rows, 'lastgood'].join('\n');
}
