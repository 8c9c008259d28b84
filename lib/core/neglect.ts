/** The apps that nobody looks at, whatever the reason: told when it begins and when it is over. */
import type { Alert } from './alert.ts';
import type { Configuration } from './app.ts';
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';
import { type Monitor, type MonitorDecision, monitorAlert, wholeFleet } from './monitor.ts';
import { parseLooks } from './pulse.ts';
import { command, someOf } from './texts/common.ts';
import { time } from './texts/time.ts';

/** What is known of the looks: the pulses as text, in the order of the shards; null: none is. */
export type LookFacts = {
  readonly configuration: Pick<Configuration, 'apps' | 'cadence'>;
  readonly pulses: readonly (string | null)[];
  readonly shardAppsMax: number;
  readonly now: number;
};

type LookedAt = { readonly app: string; readonly at: number };

/**
 * Tells of every app that has just become neglected, once a day of all that still are, and of every
 * one that no longer is.
 */
export function decideNeglect(before: Monitor, facts: LookFacts): MonitorDecision {
  const { configuration, now } = facts;
  const { unswept, lookedAt } = looksOf(before, facts);
  const longMs = neglectMs(configuration.cadence.sweepMs);
  const neglected = lookedAt.filter(({ at }) => now - at > longMs);
  const names = neglected.map(({ app }) => app);
  const news = neglected.filter(({ app }) => !before.neglected.includes(app));
  const back = before.neglected.filter(
    (name) => !names.includes(name) && configuration.apps.some((app) => app.name === name),
  );
  const toldAt = before.neglectToldAt ?? now;
  const isDue = before.neglected.length > 0 && now - toldAt >= limits.neglectRemindMs;
  const said = isDue ? neglected : news;
  const alerts = [
    ...(said.length === 0 ? [] : [notLookedAt(said, now)]),
    ...(back.length === 0 ? [] : [lookedAtAgain(back, now)]),
  ];
  const neglectToldAt = names.length === 0 ? null : isDue ? now : toldAt;
  return { monitor: { ...before, neglected: names, neglectToldAt, unswept }, alerts };
}

/** How long an app may go without a look. */
function neglectMs(sweepMs: number): number {
  return Math.max(limits.notLookedAtMs, limits.sweepsMissedMax * sweepMs);
}

/** Of a shard that no sweep is known of, its apps count from when that was first found. */
function looksOf(before: Monitor, { configuration, pulses, shardAppsMax, now }: LookFacts) {
  const known = new Map(before.unswept);
  const unswept: [number, number][] = [];
  const lookedAt: LookedAt[] = [];
  pulses.forEach((text, shard) => {
    const looks = parseLooks(text ?? '');
    const since = known.get(shard) ?? now;
    if (looks === null) unswept.push([shard, since]);
    const start = shard * shardAppsMax;
    for (const { name: app } of configuration.apps.slice(start, start + shardAppsMax)) {
      lookedAt.push({ app, at: looks?.missed.get(app) ?? looks?.at ?? since });
    }
  });
  return { unswept, lookedAt };
}

function notLookedAt(apps: readonly LookedAt[], now: number): Alert {
  const names = apps.map(({ app }) => app);
  const oldest = Math.min(...apps.map(({ at }) => at));
  const words = {
    severity: 'critical',
    headline: `nobody has looked at ${counted(names)} for ${formatDuration(now - oldest)}`,
    happened: `No look at ${someOf(names)} has come to an end since ${time(oldest)}.`,
    done: ['Nothing can be told of them meanwhile, and nothing is rolled back there.'],
    next: [
      'Read why in the logs of the sweep and the watch function, or of `lastgood start`.',
      `To see one as it is now: ${command('npx lastgood check APP')}`,
    ],
  } as const;
  const lines = apps.map(({ app, at }) => `${app}: last looked at ${time(at)}`);
  return { ...monitorAlert('not-looked-at', aboutWhom(names), now, words), evidence: lines };
}

function lookedAtAgain(names: readonly string[], now: number): Alert {
  const words = {
    severity: 'resolved',
    headline: `${counted(names)} ${names.length === 1 ? 'is' : 'are'} looked at again`,
    happened: `A look at ${someOf(names)} has come to an end again.`,
    done: ['They are judged by what they answer now; what was between was not seen.'],
    next: [],
  } as const;
  return { ...monitorAlert('looked-at-again', aboutWhom(names), now, words), evidence: [...names] };
}

function counted(names: readonly string[]): string {
  return names.length === 1 ? 'this app' : `${names.length} apps`;
}

function aboutWhom(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? wholeFleet) : wholeFleet;
}
