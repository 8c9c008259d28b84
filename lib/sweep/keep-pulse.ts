/** Keeps what a sweep saw of its shard for later looks: one write for all healthy apps. */
import type { Item } from '../adapters/dynamodb.ts';
import type { App } from '../core/app.ts';
import { sickAppOf, watchedSince } from '../core/others.ts';
import { type Looks, type Pulse, parseLooks, pulseKey, pulseText } from '../core/pulse.ts';
import type { State } from '../core/state.ts';
import { stateOf } from '../reconcile/memory.ts';
import type { World } from '../world.ts';
import type { Outcome } from './report.ts';

/** One app of the shard: what was stored of it before the sweep, and what became of its look. */
export type Swept = {
  readonly app: App;
  readonly item: Item | null;
  readonly outcome: Outcome;
};

/** What the sweep has read of the pulse, and seen itself. */
export type Kept = {
  readonly item: Item | null;
  readonly before: Pulse;
  readonly swept: readonly Swept[];
};

/** Losing this write to an overlapping sweep loses nothing: that one has seen the same apps. */
export async function keepPulse(
  world: World,
  shard: number,
  { item, before, swept }: Kept,
): Promise<void> {
  const now = world.clock.now();
  const healthyAt = new Map<string, number>();
  for (const { app, outcome } of swept) {
    const at = seenHealthyAt(outcome) ?? before.get(app.name);
    if (at !== undefined) healthyAt.set(app.name, at);
  }
  const missed = swept.filter(({ outcome }) => outcome.kind === 'failed');
  const about = { configuration: world.configuration, now };
  const sick = swept.flatMap((one) => {
    const state = stateAfter(one);
    const found = state === null ? null : sickAppOf(one.app, state, about);
    return found === null ? [] : [found];
  });
  const released = new Map(
    swept.flatMap((one) => {
      const state = stateAfter(one);
      const since = state === null ? null : watchedSince(one.app, state, now);
      return since === null ? [] : [[one.app.name, since] as const];
    }),
  );
  const revision = item?.revision ?? 0;
  const body = pulseText(now, healthyAt, {
    sick,
    released,
    missed: lookedAt(item, missed, now),
  });
  const pulse = { key: pulseKey(shard), revision: revision + 1, body, outbox: '[]' };
  await world.store.save(pulse, revision);
}

function seenHealthyAt(outcome: Outcome): number | undefined {
  if (outcome.kind !== 'looked') return undefined;
  const { reading } = outcome.look;
  return reading.verdict === 'healthy' ? reading.at : undefined;
}

/** Of an app that somebody else is looking at closely, its stored state tells how it is. */
function stateAfter({ item, outcome }: Swept): State | null {
  if (outcome.kind === 'looked') return outcome.look.state;
  return item === null ? null : stateOf(item);
}

/** When each of those that this sweep could not look at was looked at last. */
function lookedAt(item: Item | null, missed: readonly Swept[], now: number): Looks['missed'] {
  if (missed.length === 0) return new Map();
  const looks = parseLooks(item?.body ?? '');
  return new Map(
    missed.map(({ app: { name } }) => [name, looks?.missed.get(name) ?? looks?.at ?? now]),
  );
}
