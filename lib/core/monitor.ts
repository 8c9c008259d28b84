/**
 * The monitor's own troubles, which belong to no single app: what cannot be listed, whom nobody
 * looks at.
 */
import * as v from 'valibot';
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';
import { isNews, isStanding, type Pause } from './pause.ts';
import type { HerokuTrouble } from './release.ts';
import { type Patience, stand, standingShape } from './standing.ts';
import { sentence } from './texts/common.ts';
import { pauseOver, pauseStands } from './texts/pause.ts';

const monitor = v.object({
  /** Heroku cannot be listed. */
  trouble: v.nullable(standingShape),
  /** GitHub refuses the token. */
  github: v.optional(v.nullable(standingShape), null),
  /** It cannot be read who is subscribed. */
  unlisted: v.optional(v.nullable(standingShape), null),
  /** Apps of apps.yml that people were told are not at Heroku. */
  missing: v.array(v.string()),
  /** When people were last told that all apps are paused; null: they are not. */
  pauseToldAt: v.optional(v.nullable(v.number()), null),
  /** Apps that people were told nobody looks at. */
  neglected: v.optional(v.array(v.string()), []),
  /** When people last heard of all of those; null: there is none. */
  neglectToldAt: v.optional(v.nullable(v.number()), null),
  /** Shards of which no sweep is known, and since when. */
  unswept: v.optional(v.array(v.tuple([v.number(), v.number()])), []),
  /** When the last digest was told, or the first one was begun to be waited for. */
  digestAt: v.optional(v.nullable(v.number()), null),
  /** Confirmed subscriptions of the topic that has fewest; null: not known. */
  subscribers: v.optional(
    v.nullable(
      v.object({
        at: v.number(),
        confirmed: v.nullable(v.number()),
        /** Why they could not be listed; null: they could. */
        trouble: v.optional(v.nullable(v.string()), null),
      }),
    ),
    null,
  ),
});

/** What is remembered of the monitor itself. */
export type Monitor = v.InferOutput<typeof monitor>;

/** What one sweep saw of Heroku as a whole. */
export type MonitorFacts = { readonly trouble: HerokuTrouble | null; readonly now: number };

/** What is to be remembered, and said. */
export type MonitorDecision = { readonly monitor: Monitor; readonly alerts: readonly Alert[] };

/** The key of the monitor's item in the table. */
export const monitorKey = 'monitor';

/** In alerts that are about no single app, this stands for the app. */
export const wholeFleet = 'all apps';

/** Nothing was ever seen. */
export const nothingKnown: Monitor = {
  trouble: null,
  github: null,
  unlisted: null,
  missing: [],
  pauseToldAt: null,
  neglected: [],
  neglectToldAt: null,
  unswept: [],
  digestAt: null,
  subscribers: null,
};

/** Reads the item back; what cannot be read begins anew: at worst somebody is told twice. */
export function parseMonitor(text: string): Monitor {
  try {
    const parsed = v.safeParse(monitor, JSON.parse(text));
    return parsed.success ? parsed.output : nothingKnown;
  } catch {
    return nothingKnown;
  }
}

/**
 * Tells a trouble that needs a person at once, a passing one after `patienceMs`, and repeats after
 * `remindMs`.
 */
export function decideMonitor(
  before: Monitor,
  facts: MonitorFacts,
  policy: Patience,
): MonitorDecision {
  const { trouble, now } = facts;
  const patienceMs = trouble?.canRetry === false ? 0 : policy.patienceMs;
  const when = { ...policy, patienceMs, now };
  const { standing, says } = stand(before.trouble, trouble !== null, when);
  const monitor = { ...before, trouble: standing };
  if (says === null) return { monitor, alerts: [] };
  const since = before.trouble?.since ?? now;
  const said = trouble === null ? herokuListed(since, now) : herokuUnlisted(trouble, since, now);
  return { monitor, alerts: [said] };
}

/** A pause of all apps is told when it begins, each day, and when it is over: once for them all. */
export function decidePause(before: Monitor, pause: Pause | null, now: number): MonitorDecision {
  const toldAt = before.pauseToldAt;
  if (!isStanding(pause, now)) {
    if (toldAt === null) return { monitor: before, alerts: [] };
    const over = monitorAlert('pause-ended', wholeFleet, now, pauseOver(pause));
    return { monitor: { ...before, pauseToldAt: null }, alerts: [over] };
  }
  const isNew = isNews(pause, toldAt, now);
  if (!isNew && now - (toldAt ?? 0) < limits.pauseRemindMs) return { monitor: before, alerts: [] };
  const stands = monitorAlert('paused', wholeFleet, now, pauseStands(pause, now, isNew));
  return { monitor: { ...before, pauseToldAt: now }, alerts: [stands] };
}

function herokuUnlisted(trouble: HerokuTrouble, since: number, now: number): Alert {
  return monitorAlert('heroku-unreadable', wholeFleet, now, {
    severity: 'critical',
    headline: `Heroku does not answer lastgood (${trouble.kind}); no release can be rolled back`,
    happened: `${unreadFor(now - since)}. ${trouble.message}`,
    done: ['Apps are probed on and alerts are sent. New releases are not noticed meanwhile.'],
    next: [sentence(trouble.advice)],
  });
}

function herokuListed(since: number, now: number): Alert {
  return monitorAlert('heroku-readable', wholeFleet, now, {
    severity: 'resolved',
    headline: 'Heroku answers lastgood again',
    happened: `${unreadFor(now - since)}; now it can.`,
    done: ['Releases are noticed and judged again.'],
    next: [],
  });
}

function unreadFor(durationMs: number): string {
  const lasted = durationMs > 0 ? ` for ${formatDuration(durationMs)}` : '';
  return `The list of apps could not be read${lasted}`;
}

/** An alert that is about no look at an app. */
export function monitorAlert(
  kind: Kind,
  app: string,
  now: number,
  words: Pick<Alert, 'severity' | 'headline' | 'happened' | 'done' | 'next'>,
): Alert {
  return {
    ...words,
    id: `${app.replaceAll(' ', '-')}.${kind}.${now.toString(36)}`,
    kind,
    app,
    incident: null,
    at: now,
    evidence: [],
    undo: null,
    facts: {},
  };
}
