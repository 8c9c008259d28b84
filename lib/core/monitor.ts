/**
 * The monitor's own troubles, which belong to no single app: Heroku cannot be listed, an app is
 * gone.
 */
import * as v from 'valibot';
import type { Alert } from './alert.ts';
import type { Kind } from './catalogue.ts';
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';
import { isNews, isStanding, type Pause } from './pause.ts';
import type { HerokuTrouble } from './release.ts';
import { sentence, someOf } from './texts/common.ts';
import { pauseOver, pauseStands } from './texts/pause.ts';

const monitor = v.object({
  trouble: v.nullable(v.object({ since: v.number(), toldAt: v.nullable(v.number()) })),
  /** Apps of apps.yml that people were told are not at Heroku. */
  missing: v.array(v.string()),
  /** When people were last told that all apps are paused; null: they are not. */
  pauseToldAt: v.optional(v.nullable(v.number()), null),
  /** Apps that people were told nobody looks at. */
  neglected: v.optional(v.array(v.string()), []),
  /** Shards of which no sweep is known, and since when. */
  unswept: v.optional(v.array(v.tuple([v.number(), v.number()])), []),
  /** When the last digest was told, or the first one was begun to be waited for. */
  digestAt: v.optional(v.nullable(v.number()), null),
  /** Confirmed subscriptions of the topic that has fewest; null: not known. */
  subscribers: v.optional(
    v.nullable(v.object({ at: v.number(), confirmed: v.nullable(v.number()) })),
    null,
  ),
});

/** What is remembered of the monitor itself. */
export type Monitor = v.InferOutput<typeof monitor>;

/**
 * What one sweep saw of Heroku as a whole. `missing`: configured apps that the account's list does
 * not hold.
 */
export type MonitorFacts = {
  readonly trouble: HerokuTrouble | null;
  readonly missing: readonly string[];
  readonly now: number;
};

/** The key of the monitor's item in the table. */
export const monitorKey = 'monitor';

/** In alerts that are about no single app, this stands for the app. */
export const wholeFleet = 'all apps';

/** Nothing was ever seen. */
export const nothingKnown: Monitor = {
  trouble: null,
  missing: [],
  pauseToldAt: null,
  neglected: [],
  unswept: [],
  digestAt: null,
  subscribers: null,
};

/** Reads the item back; what cannot be read begins anew: at worst somebody is told twice. */
export function parseMonitor(text: string): Monitor {
  if (text === '') return nothingKnown;
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
  policy: { readonly patienceMs: number; readonly remindMs: number },
): { readonly monitor: Monitor; readonly alerts: readonly Alert[] } {
  if (facts.trouble === null) return withHeroku(before, facts);
  const since = before.trouble?.since ?? facts.now;
  const toldAt = before.trouble?.toldAt ?? null;
  const ripe = !facts.trouble.canRetry || facts.now - since >= policy.patienceMs;
  const due = toldAt === null || facts.now - toldAt >= policy.remindMs;
  if (!ripe || !due) return { monitor: { ...before, trouble: { since, toldAt } }, alerts: [] };
  const alerts = [herokuUnlisted(facts.trouble, since, facts.now)];
  return { monitor: { ...before, trouble: { since, toldAt: facts.now } }, alerts };
}

function withHeroku(before: Monitor, facts: MonitorFacts) {
  const news = facts.missing.filter((name) => !before.missing.includes(name));
  const back =
    before.trouble?.toldAt == null ? [] : [herokuListed(before.trouble.since, facts.now)];
  const alerts = [...back, ...appsMissing(news, facts.now)];
  return { monitor: { ...before, trouble: null, missing: [...facts.missing] }, alerts };
}

/** A pause of all apps is told when it begins, each day, and when it is over: once for them all. */
export function decidePause(
  before: Monitor,
  pause: Pause | null,
  now: number,
): { readonly monitor: Monitor; readonly alerts: readonly Alert[] } {
  const toldAt = before.pauseToldAt;
  if (!isStanding(pause, now)) {
    const over = monitorAlert('pause-ended', wholeFleet, now, pauseOver(pause));
    return { monitor: { ...before, pauseToldAt: null }, alerts: toldAt === null ? [] : [over] };
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

/** Many at once are one alert: it is the token's account then, and not the names. */
function appsMissing(names: readonly string[], now: number): readonly Alert[] {
  if (names.length < limits.groupedAppsMin) return names.map((name) => appMissing(name, now));
  const several = {
    severity: 'warning',
    headline: `apps.yml names ${names.length} apps that are not in the Heroku account's list`,
    happened: `The token's account does not see ${someOf(names)}.`,
    done: ['Each is probed on, if its health is a whole URL; their releases are not seen.'],
    next: [
      'See whose token it is: `heroku whoami`, and which apps it sees: `heroku apps --all`',
      'Correct apps.yml, or give that user access: `heroku access:add EMAIL -a APP`',
    ],
  } as const;
  return [{ ...monitorAlert('app-missing', wholeFleet, now, several), evidence: [...names] }];
}

function appMissing(name: string, now: number): Alert {
  return monitorAlert('app-missing', name, now, {
    severity: 'warning',
    headline: "apps.yml names this app, and it is not in the Heroku account's list",
    happened:
      `The token's account sees no app called ${name}. It may have been renamed or deleted, or ` +
      'it is not shared with that account.',
    done: ['It is probed on, if its health is a whole URL; its releases are not seen.'],
    next: [
      `Correct apps.yml, or give the token's user access: \`heroku access:add EMAIL -a ${name}\``,
    ],
  });
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
