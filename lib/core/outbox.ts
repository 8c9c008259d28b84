/**
 * Alerts that wait for SNS, oldest first, stored in the same item and the same write as the state
 * they tell of.
 */
import * as v from 'valibot';
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { limits } from './limits.ts';

/** The shape of a stored alert. */
export const alertShape = v.object({
  id: v.string(),
  kind: v.string(),
  severity: v.picklist(['critical', 'warning', 'info', 'resolved']),
  app: v.string(),
  incident: v.nullable(v.string()),
  at: v.number(),
  headline: v.string(),
  happened: v.string(),
  evidence: v.array(v.string()),
  done: v.array(v.string()),
  next: v.array(v.string()),
  undo: v.nullable(v.string()),
  facts: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
  sentTo: v.exactOptional(v.array(v.string())),
  waitsUntil: v.exactOptional(v.number()),
});

/**
 * Reads stored alerts back. One that cannot be read is not lost: it becomes an alert of its own
 * that carries the raw text.
 */
export function parseOutbox(text: string, app: string, now: number): readonly Alert[] {
  const entries = readEntries(text);
  return entries.map((entry, index) => {
    const parsed = v.safeParse(alertShape, entry);
    return parsed.success ? parsed.output : unreadable(entry, { app, now, index });
  });
}

/**
 * Adds alerts at the end; what would outgrow its item loses its oldest evidence, never an alert.
 */
export function addAlerts(outbox: readonly Alert[], added: readonly Alert[]): readonly Alert[] {
  if (added.length === 0) return outbox;
  let alerts = [...outbox, ...added];
  for (let index = 0; index < alerts.length; index += 1) {
    if (bytesOf(alerts) <= limits.outboxBytesMax) break;
    alerts = alerts.map((one, at) => (at === index ? { ...one, evidence: ['(cut)'] } : one));
  }
  return alerts;
}

/**
 * What is to be sent now: everything up to the newest alert that does not wait for those of other
 * apps, or no longer, so that an app's alerts keep their order. `later` is the rest.
 */
export function dueOf(
  outbox: readonly Alert[],
  now: number,
): { readonly due: readonly Alert[]; readonly later: readonly Alert[] } {
  const last = outbox.findLastIndex(
    ({ waitsUntil }) => waitsUntil === undefined || waitsUntil <= now,
  );
  return { due: outbox.slice(0, last + 1), later: outbox.slice(last + 1) };
}

/** True while something waits for a sweep that tells it together with those of other apps. */
export function hasWaiting(outbox: readonly Alert[], now: number): boolean {
  return dueOf(outbox, now).later.length > 0;
}

function bytesOf(alerts: readonly Alert[]): number {
  return Buffer.byteLength(JSON.stringify(alerts));
}

function readEntries(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return text === '' ? [] : [text];
  }
}

function unreadable(
  entry: unknown,
  { app, now, index }: { app: string; now: number; index: number },
): Alert {
  return {
    id: `${app}.alert-unreadable.${now.toString(36)}.${index}`,
    kind: 'alert-unreadable' satisfies Kind,
    severity: 'critical',
    app,
    incident: null,
    at: now,
    headline: 'a stored alert could not be read; its raw text is in this message',
    happened:
      'An alert that was waiting to be sent was written by another version of lastgood, or is ' +
      'damaged.',
    evidence: [JSON.stringify(entry).slice(0, limits.unreadableCharactersMax)],
    done: ['It is sent raw, so that nothing is lost.'],
    next: ['Read the raw text; then see where every app stands: `npx lastgood start --once`.'],
    undo: null,
    facts: {},
  };
}
