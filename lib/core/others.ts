/**
 * What one app's look knows of the others: who is sick, since when, after which release; and whose
 * release is being watched.
 */
import type { App, Configuration } from './app.ts';
import { gapMsMax } from './facts.ts';
import { inMaintenance } from './maintenance.ts';
import { parseReleasedApps, parseSickApps, type SickApp } from './pulse.ts';
import { occasionSince } from './shared-occasion.ts';
import type { State } from './state.ts';

/** The other apps of apps.yml, as the sweeps saw them last. */
export type Others = {
  /** Those that are sick, the app itself left out. */
  readonly sick: readonly SickApp[];
  /** How many apps there are in all, the app itself included. */
  readonly fleet: number;
  /** All of them were looked at by then; null: not all of them ever were. */
  readonly sweptAt: number | null;
};

/** Reads the pulses of all shards; a pulse of sweeps that have stopped says nothing any more. */
export function othersOf(
  pulses: readonly (string | null)[],
  about: { readonly app: string; readonly configuration: Configuration; readonly now: number },
): Others {
  const { app, configuration, now } = about;
  const parsed = pulses.map((text) => parseSickApps(text ?? ''));
  const known = parsed.filter((pulse) => pulse !== null);
  const fresh = known.filter(({ at }) => now - at <= gapMsMax(configuration.cadence));
  return {
    sick: fresh.flatMap(({ sick }) => sick).filter((other) => other.app !== app),
    fleet: configuration.apps.length,
    sweptAt: known.length < parsed.length ? null : Math.min(...known.map(({ at }) => at)),
  };
}

/** Of the other apps, whose release the last sweeps saw being watched, and since when. */
export function releasedOf(
  pulses: readonly (string | null)[],
  about: { readonly app: string; readonly configuration: Configuration; readonly now: number },
): readonly (readonly [string, number])[] {
  const gapMs = gapMsMax(about.configuration.cadence);
  return pulses.flatMap((text) => {
    const pulse = parseReleasedApps(text ?? '');
    if (pulse === null || about.now - pulse.at > gapMs) return [];
    return [...pulse.released].filter(([name]) => name !== about.app);
  });
}

/** Since when the app's release is being watched, for the pulse; null: it has its verdict. */
export function watchedSince(app: App, state: State, now: number): number | null {
  const { name } = state.situation;
  const watched = name === 'warmup' || name === 'watching' || state.pending !== null;
  if (!watched || inMaintenance(app.maintenance, now)) return null;
  return occasionSince(state, 'released');
}

/**
 * When an app's present sickness began, and what was released before it. Where maintenance hid the
 * beginning, the first reading that counted is the latest that it can have been.
 */
export function sicknessOf(app: string, state: State, now: number): SickApp {
  const { incident, conditions, evidence, ledger, hiddenSickness } = state;
  // The rows of a flapping app begin again and again, and its sickness does not.
  const since = incident?.openedAt ?? conditions['flapping'] ?? evidence.sickFirst?.at ?? now;
  // What an add-on releases comes to all apps that share it: that is no release of the app's own.
  const release = ledger.find(({ kind }) => kind !== 'add-on');
  const sickness = { app, since, releasedAt: release?.createdAt ?? null };
  const hiddenSince = hiddenSickness?.at ?? since;
  return hiddenSince < since ? { ...sickness, hiddenSince } : sickness;
}

/**
 * The app as sick, for the pulse; null: it is not. One in maintenance does not count, nor one whose
 * check has never passed. Of one that is being rolled back it is not yet shown that it is well.
 */
export function sickAppOf(
  app: App,
  state: State,
  { configuration, now }: { readonly configuration: Configuration; readonly now: number },
): SickApp | null {
  const { situation, evidence } = state;
  if (situation.name === 'unarmed' || inMaintenance(app.maintenance, now)) return null;
  const lastAt = evidence.sickLast?.at ?? null;
  // In Heroku's maintenance mode nothing is scored, and the row of sick readings grows old.
  const inRow = lastAt !== null && now - lastAt <= gapMsMax(configuration.cadence);
  const inRollback = situation.name === 'rolling-back' || situation.name === 'verifying';
  return inRow || inRollback ? sicknessOf(app.name, state, now) : null;
}
