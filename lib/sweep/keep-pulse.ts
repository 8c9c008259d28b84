/** Keeps what a sweep saw of its shard for later looks: one write for all healthy apps. */
import type { Item } from '../adapters/dynamodb.ts';
import type { App } from '../core/app.ts';
import { sickAppOf, watchedSince } from '../core/others.ts';
import { parseLooks, parsePulse, pulseKey, pulseText } from '../core/pulse.ts';
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

/** Losing this write to an overlapping sweep loses nothing: that one has seen the same apps. */
export async function keepPulse(
  world: World,
  shard: number,
  { before, swept }: { readonly before: Item | null; readonly swept: readonly Swept[] },
): Promise<void> {
  const known = parsePulse(before?.body ?? '');
  const now = world.clock.now();
  const healthyAt = new Map<string, number>();
  for (const { app, outcome } of swept) {
    const at = seenHealthyAt(outcome) ?? known.get(app.name);
    if (at !== undefined) healthyAt.set(app.name, at);
  }
  const looks = parseLooks(before?.body ?? '');
  const missed = new Map(
    swept
      .filter(({ outcome }) => outcome.kind === 'failed')
      .map(({ app: { name } }) => [name, looks?.missed.get(name) ?? looks?.at ?? now]),
  );
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
  const revision = before?.revision ?? 0;
  const body = pulseText(now, healthyAt, { sick, released, missed });
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
