/**
 * S10: no rollback is planned when another app, which nobody had released, went sick at the same
 * time and a sweep had seen it. What counts is when the apps really went sick; of what lastgood
 * remembers only that it had no older incident of either.
 */
import { limits } from '../../../lib/core/limits.ts';
import type { State } from '../../../lib/core/state.ts';
import type { Invocation } from '../invocation.ts';
import { edgeMs, inWindow } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import type { AppRecord, Break, Claim } from './records.ts';

/** Clocks differ, and so do the moments at which a thing happens and is noted. */
const slackMs = 15_000;
const minuteMs = 60_000;

/** Who was sick when a shard's sweep wrote its pulse, and since when. */
type Seen = { readonly at: number; readonly sickSince: ReadonlyMap<string, number> };

export class SweepBook {
  private readonly pulses = new Map<number, Seen[]>();
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** A sweep has written its pulse: whom it must have found sick. */
  swept(shard: number, invocation: Invocation): void {
    const { story, now } = this.simulation;
    const { apps, shardAppsMax } = story;
    const own = apps.slice(shard * shardAppsMax, (shard + 1) * shardAppsMax);
    const sickSince = new Map<string, number>();
    for (const { name } of own) {
      const since = sickSinceOf(this.simulation, name, invocation.beganAt);
      if (since !== null) sickSince.set(name, since);
    }
    const seen = this.pulses.get(shard) ?? [];
    this.pulses.set(shard, [...seen.slice(-5), { at: now, sickSince }]);
  }

  /** When the last sweep before a moment wrote of an app, and since when it was sick then. */
  find(name: string, before: number): { readonly at: number; readonly since: number } | null {
    const { apps, shardAppsMax } = this.simulation.story;
    const shard = Math.floor(apps.findIndex((app) => app.name === name) / shardAppsMax);
    const seen = this.pulses.get(shard)?.findLast(({ at }) => at < before);
    const since = seen?.sickSince.get(name);
    return seen === undefined || since === undefined ? null : { at: seen.at, since };
  }
}

export function checkSharedCause(
  name: string,
  claim: Claim,
  was: State | null,
  { simulation, invocation }: { simulation: Simulation; invocation: Invocation },
  breakLaw: Break,
): void {
  const { oracle, story, now } = simulation;
  const probe = invocation.probes.get(name);
  const began = beganOf(oracle.record(name), claim.intent.culprit.id, simulation);
  if (probe === undefined || began === null || !isFresh(was, began)) return;
  for (const other of story.apps) {
    if (other.name === name || wasReleased(simulation, other.name)) continue;
    const seen = oracle.sweeps.find(other.name, probe.at);
    if (seen === null || probe.at - seen.at > 2 * story.sweepMs) continue;
    // lastgood counts from somewhere between the first sick answer and the alert.
    const apartMs = Math.max(now - seen.since, seen.at - began);
    if (apartMs > limits.correlationMs - slackMs) continue;
    breakLaw('S10', `${name}: planned ${apartMs} ms around ${other.name}'s going sick as well`);
  }
}

/** No older incident: the sickness began when the row of sick answers did. */
function isFresh(state: State | null, began: number): boolean {
  if (state === null || state.conditions['flapping'] !== undefined) return false;
  return (state.incident?.openedAt ?? began) > began - slackMs;
}

/** The app's own newest release, add-ons' left out, is older than an hour. */
function wasReleased({ heroku, now }: Simulation, name: string): boolean {
  const { releases } = heroku.app(name);
  const fromMs = now - limits.correlationReleaseMs - limits.correlationMs - minuteMs;
  return releases.some(({ made, createdAt }) => made !== 'add-on' && createdAt > fromMs);
}

/** The first sick answer of a row that goes on and was stored before a sweep began. */
function sickSinceOf(simulation: Simulation, name: string, before: number): number | null {
  const record = simulation.oracle.record(name);
  const { state } = record;
  const { plan, maintenance } = simulation.heroku.app(name);
  const mute = maintenance || inWindow(plan, simulation.now, edgeMs);
  const began = beganOf(record, null, simulation);
  if (mute || began === null || !isFresh(state, began)) return null;
  if (state?.situation.name === 'unarmed') return null;
  const stored = record.kept.some(({ savedAt, at }) => savedAt < before && at >= began);
  return stored ? began : null;
}

/** When the app's present row of sick answers began; null: it is not sick. */
function beganOf(record: AppRecord, culprit: string | null, { story, now }: Simulation) {
  let began: number | null = null;
  for (let index = record.kept.length - 1; index >= 0; index -= 1) {
    const kept = record.kept[index];
    if (kept === undefined) break;
    const { truth, scored, at } = kept;
    if (truth.health === 'unknown' || !scored) continue;
    if (truth.health === 'healthy') break;
    if (culprit !== null && truth.current.id !== culprit) break;
    if ((began ?? now) - at > 3 * story.sweepMs - slackMs) break;
    began = at;
  }
  return began;
}
