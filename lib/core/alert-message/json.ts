import type { Alert } from '../alert.ts';
import { isoTime } from './iso-time.ts';

/**
 * The alert for machines. `lastgood` is the version of this shape: a field may be added to it, and
 * none is renamed or removed without a new number.
 */
export function jsonText(alert: Alert): string {
  const { id, kind, severity, app, incident, at } = alert;
  const { headline, happened, evidence, done, next, undo, facts } = alert;
  return JSON.stringify({
    lastgood: 1,
    id,
    kind,
    severity,
    app,
    incident,
    at: isoTime(at),
    headline,
    happened,
    evidence,
    done,
    next,
    undo,
    facts,
  });
}
