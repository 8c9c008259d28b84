/**
 * What all apps share, in one item: the bounds on rollbacks at once and in an hour (S9), held by
 * reservations, and trouble that Heroku's status page has shown.
 */
import * as v from 'valibot';
import type { Limits } from './app.ts';
import { limits as bounds } from './limits.ts';
import { platformMemory } from './platform.ts';
import type { State } from './state.ts';

const reservation = v.object({ app: v.string(), culpritId: v.string(), at: v.number() });
const fleet = v.object({
  reservations: v.array(reservation),
  /** null: it has shown none. */
  platform: v.optional(v.nullable(platformMemory), null),
});

/** One rollback that was given room. */
export type Reservation = v.InferOutput<typeof reservation>;

/** All that the item holds. */
export type Fleet = v.InferOutput<typeof fleet>;

/** Nothing was ever stored. */
export const emptyFleet: Fleet = { reservations: [], platform: null };

/** The key of the fleet's item in the table. */
export const fleetKey = 'fleet';

/** Reads the item back; null: it cannot be read, and then there is no room. */
export function parseFleet(text: string): Fleet | null {
  try {
    const parsed = v.safeParse(fleet, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The fleet with one reservation more, and those forgotten that no bound asks for. */
export function reserve(before: Fleet, added: Reservation): Fleet {
  const others = before.reservations.filter(
    (other) => !isSame(other, added) && added.at - other.at < bounds.pendingMsMax * 2,
  );
  return { ...before, reservations: [...others, added] };
}

/**
 * Why there is no room for one more rollback; null: there is. `owners` are the states of the apps
 * that hold reservations: one is in flight while its owner is still rolling back or verifying, so
 * that a reservation that a crash has left behind frees itself.
 */
export function fleetFull(
  wanted: Reservation,
  reservations: readonly Reservation[],
  against: { readonly owners: ReadonlyMap<string, State>; readonly limits: Limits },
): string | null {
  const others = reservations.filter((other) => !isSame(other, wanted));
  const inFlight = others.filter((other) => isInFlight(other, against.owners, wanted.at));
  const { fleetAtOnce, fleetAnHour } = against.limits;
  if (inFlight.length >= fleetAtOnce) {
    const apps = inFlight.map(({ app }) => app).join(', ');
    const count = `${inFlight.length} rollback under way already (${apps})`;
    return `${count}; limits.fleetAtOnce is ${fleetAtOnce}`;
  }
  const lastHour = others.filter((other) => wanted.at - other.at < 3_600_000).length;
  return lastHour >= fleetAnHour
    ? `${lastHour} rollbacks in the last hour; limits.fleetAnHour is ${fleetAnHour}`
    : null;
}

function isInFlight(
  { app, culpritId, at }: Reservation,
  owners: ReadonlyMap<string, State>,
  now: number,
): boolean {
  const situation = owners.get(app)?.situation;
  const acting = situation?.name === 'rolling-back' || situation?.name === 'verifying';
  if (acting && situation.intent.culprit.id === culpritId) return true;
  const claimed = owners.get(app)?.rollbacks.some((one) => one.culpritId === culpritId) ?? false;
  return !claimed && now - at < bounds.reservationMs;
}

function isSame(left: Reservation, right: Reservation): boolean {
  return left.app === right.app && left.culpritId === right.culpritId;
}
