/** Since when an app has really been sick, as far as lastgood has looked and stored. */
import type { State } from '../../../lib/core/state.ts';
import { edgeMs, inWindow } from '../models/router-model.ts';
import type { Simulation } from '../simulation.ts';
import type { AppRecord } from './records.ts';

/** Clocks differ, and so do the moments at which a thing happens and is noted. */
export const slackMs = 15_000;

export type Sickness = {
  /** The first sick answer of its row that counted. */
  readonly counted: number;
  /** In maintenance before that it was sick for real already; null: it was not. */
  readonly hidden: number | null;
};

/** The present sickness; null: there is none. With a culprit, only what came under that release. */
export function sicknessOf(
  record: AppRecord,
  culprit: string | null,
  simulation: Simulation,
): Sickness | null {
  const counted = beganOf(record, culprit, simulation);
  return counted === null ? null : { counted, hidden: hiddenOf(record, counted, culprit) };
}

/** The same of an app in a sweep: one in maintenance, or that never passed, does not count. */
export function sicknessSwept(
  simulation: Simulation,
  name: string,
  before: number,
): Sickness | null {
  const record = simulation.oracle.record(name);
  const { plan, maintenance } = simulation.heroku.app(name);
  const mute = maintenance || inWindow(plan, simulation.now, edgeMs);
  const sickness = sicknessOf(record, null, simulation);
  if (mute || sickness === null || !isFresh(record.state, sickness)) return null;
  if (record.state?.situation.name === 'unarmed') return null;
  const { counted } = sickness;
  const stored = record.kept.some(({ savedAt, at }) => savedAt < before && at >= counted);
  return stored ? sickness : null;
}

/** No older incident: the sickness began when the row of sick answers did. */
export function isFresh(state: State | null, { counted }: Sickness): boolean {
  if (state === null || state.conditions['flapping'] !== undefined) return false;
  return (state.incident?.openedAt ?? counted) > counted - slackMs;
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

/** Heroku's page hides the app from the probe, and not from here. */
function hiddenOf(record: AppRecord, counted: number, culprit: string | null): number | null {
  let hidden: number | null = null;
  for (let index = record.probes.length - 1; index >= 0; index -= 1) {
    const truth = record.probes[index];
    if (truth === undefined || truth.at >= counted || truth.health === 'unknown') continue;
    if (!truth.maintenance || truth.sound) break;
    if (culprit !== null && truth.current.id !== culprit) break;
    hidden = truth.at;
  }
  const noted = hidden === null ? null : notedSince(record, counted);
  return hidden === null || noted === null ? null : Math.max(hidden, noted);
}

/** The first answer in maintenance that was stored as sick, with none since that was well. */
function notedSince({ kept, forgottenAt }: AppRecord, before: number): number | null {
  let noted: number | null = null;
  for (const { truth, at, savedAt } of kept.toReversed()) {
    if (at >= before || truth.health === 'unknown') continue;
    if (truth.health === 'healthy' || savedAt <= forgottenAt) break;
    if (truth.maintenance) noted = at;
  }
  return noted;
}
