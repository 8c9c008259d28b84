/** Once a day it is said how all apps are, so that silence means health. */
import type { Alert } from './alert.ts';
import type { App, TimeOfDay } from './app.ts';
import { limits } from './limits.ts';
import { inMaintenance } from './maintenance.ts';
import { type Monitor, monitorAlert, wholeFleet } from './monitor.ts';
import { isStanding, type Pause, pauseFactsOf, pauseLine } from './pause.ts';
import { parseLooks } from './pulse.ts';
import type { State } from './state.ts';
import { someOf } from './texts/common.ts';
import { time } from './texts/time.ts';
import { dayMs, instantOf, offsetMs } from './zoned-time.ts';

/** What the digest is made of. */
export type DigestFacts = {
  /** Every app of apps.yml with what is remembered of it; null: nothing. */
  readonly fleet: readonly { readonly app: App; readonly state: State | null }[];
  readonly pauses: readonly Pause[];
  /** The pulses as text, in the order of the shards; null: none is known. */
  readonly pulses: readonly (string | null)[];
  readonly now: number;
};

/**
 * True once the clocks have shown the time since the last digest. One that is missed, because
 * nothing ran, is told late rather than never, and days that are missed are told as one.
 */
export function isDigestDue(monitor: Monitor, at: TimeOfDay | null, now: number): boolean {
  return at !== null && monitor.digestAt !== null && monitor.digestAt < lastTime(at, now);
}

/** Tells it. Before the first one, a day has to pass of which there is something to tell. */
export function decideDigest(
  before: Monitor,
  at: TimeOfDay | null,
  facts: DigestFacts | { readonly now: number },
): { readonly monitor: Monitor; readonly alerts: readonly Alert[] } {
  const { now } = facts;
  if (at === null) return { monitor: { ...before, digestAt: null }, alerts: [] };
  if (before.digestAt === null) return { monitor: { ...before, digestAt: now }, alerts: [] };
  if (!('fleet' in facts) || !isDigestDue(before, at, now)) return { monitor: before, alerts: [] };
  return { monitor: { ...before, digestAt: now }, alerts: [digest(facts)] };
}

/** The newest instant at which the clocks showed that time. */
function lastTime({ minute, zone }: TimeOfDay, now: number): number {
  const today = Math.floor((now + offsetMs(zone, now)) / dayMs);
  const times = [today, today - 1].map((day) => instantOf(day * dayMs + minute * 60_000, zone));
  return Math.max(...times.filter((instant) => instant <= now));
}

function digest(facts: DigestFacts): Alert {
  const { fleet, now } = facts;
  const groups = groupsOf(facts);
  const counted = groups.map(({ word, names }) => `${names.length} ${word}`).join(', ');
  const since = now - limits.digestMs;
  const rollbacks = fleet.map(({ state }) =>
    (state?.rollbacks ?? []).filter((one) => one.at > since),
  );
  const incidents = fleet.map(({ state }) => (state?.incidents ?? []).filter((at) => at > since));
  const [rolledBack, opened] = [rollbacks.flat().length, incidents.flat().length];
  const apps = some(fleet.length, 'app');
  const words = {
    severity: 'info',
    headline: `daily digest: ${apps}: ${counted}`,
    happened:
      `Of the last day: ${some(opened, 'incident')}, ${some(rolledBack, 'rollback')}. ` +
      `${lastSweep(facts)} As long as this comes every day, silence means health.`,
    done: ['Every alert of the day was sent when it was decided; this one sums them up.'],
    next: ['See each app as it is now: `npx lastgood start --once`'],
  } as const;
  return {
    ...monitorAlert('digest', wholeFleet, now, words),
    evidence: [
      ...groups.filter(({ word }) => word !== 'healthy').map(lineOf),
      ...linesOf('Incidents', fleet, incidents),
      ...linesOf('Rollbacks', fleet, rollbacks),
      ...facts.pauses.filter((pause) => isStanding(pause, now)).map(pausedLine),
    ],
    facts: { apps: fleet.length, incidents: opened, rollbacks: rolledBack },
  };
}

function some(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

type Group = { readonly word: string; readonly names: readonly string[] };

/** Each app in one group; only those that anybody is in, the healthy ones first. */
function groupsOf(facts: DigestFacts): readonly Group[] {
  const byWord = new Map<string, string[]>(words.map((word) => [word, []]));
  for (const one of facts.fleet) byWord.get(wordOf(one, facts))?.push(one.app.name);
  return [...byWord]
    .map(([word, names]) => ({ word, names }))
    .filter(({ word, names }) => names.length > 0 || word === 'healthy' || word === 'sick');
}

const words = ['healthy', 'sick', 'held', 'paused', 'in maintenance', 'not known'] as const;

function wordOf(
  { app, state }: DigestFacts['fleet'][number],
  { pauses, now }: DigestFacts,
): (typeof words)[number] {
  const paused = Object.values(pauseFactsOf(pauses, app.name)).some((one) => isStanding(one, now));
  if (state?.situation.name === 'held') return 'held';
  if (state !== null && (state.incident !== null || state.evidence.sickInARow > 0)) return 'sick';
  if (paused) return 'paused';
  if (inMaintenance(app.maintenance, now) || state?.maintenance) return 'in maintenance';
  if (state === null || state.situation.name === 'unarmed') return 'not known';
  return state.evidence.unknownSince === null ? 'healthy' : 'not known';
}

function lineOf({ word, names }: Group): string {
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return `${title}: ${names.length === 0 ? 'none' : someOf(names)}`;
}

function linesOf(
  title: string,
  fleet: DigestFacts['fleet'],
  counts: readonly (readonly unknown[])[],
): readonly string[] {
  const some = fleet.flatMap(({ app }, index) => {
    const count = counts[index]?.length ?? 0;
    return count === 0 ? [] : [`${app.name} (${count})`];
  });
  return some.length === 0 ? [] : [`${title} of the last day: ${someOf(some)}`];
}

function pausedLine(pause: Pause): string {
  return `Paused: ${pause.app === null ? '' : `${pause.app}: `}${pauseLine(pause)}`;
}

function lastSweep({ pulses }: DigestFacts): string {
  const times = pulses.flatMap((text) => parseLooks(text ?? '')?.at ?? []);
  if (times.length < pulses.length) return 'Some apps were never swept.';
  return `The last sweep of all apps was at ${time(Math.min(...times))}.`;
}
