import type { Alert } from '../alert.ts';
import { isoTime } from './iso-time.ts';
import type { AlertJson } from './json-shape.ts';

/** The alert for machines, as alert.schema.json describes it. */
export function jsonText(alert: Alert): string {
  const { id, kind, severity, app, incident, at } = alert;
  const { headline, happened, evidence, done, next, undo, facts, together } = alert;
  const shaped: AlertJson = {
    lastgood: 1,
    id,
    kind,
    severity,
    app,
    incident,
    at: isoTime(at),
    headline,
    happened,
    evidence: [...evidence],
    done: [...done],
    next: [...next],
    undo,
    facts,
    ...(together === undefined ? {} : { alerts: together.map((one) => ({ ...one })) }),
  };
  return JSON.stringify(shaped);
}
