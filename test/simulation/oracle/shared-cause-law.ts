/**
 * S10: no rollback is planned when another app, which nobody had released, went sick at the same
 * time and a sweep had seen it, nor when most apps did within an hour. What counts is when the apps
 * really went sick; of what lastgood remembers only that it had no older incident of either.
 */
import { limits } from '../../../lib/core/limits.ts';
import type { State } from '../../../lib/core/state.ts';
import type { Invocation } from '../invocation.ts';
import type { Truth } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import type { Break, Claim } from './records.ts';
import { isFresh, type Sickness, sicknessOf, sicknessSwept, slackMs } from './sickness.ts';

const minuteMs = 60_000;

/** Who was sick when a shard's sweep wrote its pulse, and since when. */
type Swept = { readonly at: number; readonly sick: ReadonlyMap<string, Sickness> };
type Seen = Sickness & { readonly at: number };

export class SweepBook {
  private readonly pulses = new Map<number, Swept[]>();
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** A sweep has written its pulse: whom it must have found sick. */
  swept(shard: number, invocation: Invocation): void {
    const { story, now } = this.simulation;
    const { apps, shardAppsMax } = story;
    const own = apps.slice(shard * shardAppsMax, (shard + 1) * shardAppsMax);
    const sick = new Map<string, Sickness>();
    for (const { name } of own) {
      const sickness = sicknessSwept(this.simulation, name, invocation.beganAt);
      if (sickness !== null) sick.set(name, sickness);
    }
    const seen = this.pulses.get(shard) ?? [];
    this.pulses.set(shard, [...seen.slice(-5), { at: now, sick }]);
  }

  /**
   * When the last sweep before a moment wrote of an app, and since when it was sick then; null: it
   * was well, or a sweep since then wrote so, which the look may have read as well.
   */
  find(name: string, before: number): Seen | null {
    const { apps, shardAppsMax } = this.simulation.story;
    const shard = Math.floor(apps.findIndex((app) => app.name === name) / shardAppsMax);
    const pulses = this.pulses.get(shard) ?? [];
    const seen = pulses.findLast(({ at }) => at < before);
    const sickness = seen?.sick.get(name);
    const isOver = pulses.some(({ at, sick }) => at >= before && !sick.has(name));
    if (seen === undefined || sickness === undefined || isOver) return null;
    return { ...sickness, at: seen.at };
  }
}

type Case = {
  readonly name: string;
  readonly culprit: string;
  readonly was: State | null;
  /** The look's own probe. */
  readonly probe: Truth | null;
};

/** What tells that a sickness is not the release's alone. */
type Cause = { readonly kind: 'together' | 'hidden' | 'wave'; readonly text: string };

export function checkSharedCause(
  name: string,
  claim: Claim,
  was: State | null,
  { simulation, breakLaw }: { readonly simulation: Simulation; readonly breakLaw: Break },
): void {
  const culprit = claim.intent.culprit.id;
  const cause = causeOf({ name, culprit, was, probe: claim.probe }, simulation);
  if (cause !== null) breakLaw('S10', `${name}: planned, though ${cause.text}`);
}

type Turn = {
  readonly name: string;
  readonly was: State | null;
  readonly state: State;
  readonly simulation: Simulation;
};

/** Counts the looks from which these laws kept a rollback away. */
export function countSharedCause({ name, was, state, simulation }: Turn, { probes }: Invocation) {
  const { situation, currentId } = state;
  if (situation.name !== 'held' || currentId === null) return;
  if (!situation.guards.includes('correlation')) return;
  const probe = probes.get(name) ?? null;
  const cause = causeOf({ name, culprit: currentId, was, probe }, simulation);
  if (cause !== null) simulation.reach.count('cause', cause.kind);
}

function causeOf({ name, culprit, was, probe }: Case, simulation: Simulation): Cause | null {
  const { oracle, story, now } = simulation;
  const own = sicknessOf(oracle.record(name), culprit, simulation);
  if (probe === null || own === null || !isFresh(was, own)) return null;
  const sick = story.apps.flatMap((other) => {
    const seen = other.name === name ? null : oracle.sweeps.find(other.name, probe.at);
    if (seen === null || probe.at - seen.at > 2 * story.sweepMs) return [];
    const released = wasReleased(simulation, other.name);
    const apartMs = apartMsMax({ ...own, at: now }, seen);
    return [
      {
        other: other.name,
        released,
        apartMs,
        visible: apartMsMax({ ...own, hidden: null, at: now }, { ...seen, hidden: null }),
      },
    ];
  });
  const together = sick.find((one) => !one.released && isWithin(one, limits.correlationMs));
  if (together !== undefined) {
    const kind = isWithin({ apartMs: together.visible }, limits.correlationMs)
      ? 'together'
      : 'hidden';
    const text = `${together.other} went sick within ${together.apartMs} ms as well`;
    return { kind, text };
  }
  const wave = sick.filter((one) => isWithin(one, limits.correlationWaveMs));
  const count = wave.length + 1;
  const most = count >= limits.correlationAppsMin && count > story.apps.length / 2;
  if (!most || wave.every(({ released }) => released)) return null;
  return { kind: 'wave', text: `${count} of ${story.apps.length} apps went sick within an hour` };
}

function isWithin({ apartMs }: { readonly apartMs: number }, withinMs: number): boolean {
  return apartMs <= withinMs - slackMs;
}

/**
 * How far apart lastgood can take them to have begun at most: it counts from somewhere between the
 * first sick answer and the alert, and where maintenance hid the beginning, back to that.
 */
function apartMsMax(own: Seen, other: Seen): number {
  const ownFirst = own.hidden ?? own.at;
  const otherFirst = other.hidden ?? other.at;
  return Math.max(ownFirst - other.counted, otherFirst - own.counted);
}

/** Somebody released it within the hour; what add-ons release does not count. */
function wasReleased({ heroku, now }: Simulation, name: string): boolean {
  const { releases } = heroku.app(name);
  const fromMs = now - limits.correlationReleaseMs - limits.correlationMs - minuteMs;
  return releases.some(({ made, createdAt }) => made !== 'add-on' && createdAt > fromMs);
}
