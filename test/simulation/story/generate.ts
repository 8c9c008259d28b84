/** Makes up a story: apps, what people do to them, and what goes wrong meanwhile. */
import type { App } from '../../../lib/core/app.ts';
import { mixSeeds, Random } from '../random.ts';
import { makeEvents } from './events.ts';
import type { AppPlan, Story } from './story.ts';

const second = 1_000;
const minute = 60 * second;

/** The same seed and world always give the same story. */
export function generateStory(seed: number, world: number): Story {
  const random = new Random(mixSeeds(seed, world, 1));
  const plain = random.chance(0.1);
  const count = plain ? 1 : random.pick([1, 1, 2, 2, 3]);
  const apps = Array.from({ length: count }, (_, index) => makeApp(random, index, plain));
  const stormMs = random.between(20, 32) * minute;
  const long = !plain && random.chance(0.06);
  return {
    seed,
    world,
    plain,
    sweepMs: long ? 3 * minute : minute,
    watchMs: random.pick([10, 15, 20]) * second,
    limits: {
      cooldownMs: plain ? minute : random.pick([1, 5, 10, 60]) * minute,
      perAppADay: plain ? 2 : random.pick([1, 2, 3]),
      fleetAnHour: plain ? 3 : random.pick([1, 2, 3, 3]),
      fleetAtOnce: random.pick([1, 1, 1, 2]),
    },
    remindMs: random.pick([5, 10, 30]) * minute,
    herokuSkewMs: !plain && random.chance(0.3) ? Math.floor(random.between(-20, 20)) * second : 0,
    apps,
    events: makeEvents(random, { apps, plain, stormMs }),
    stormMs: long ? stormMs * 3 : stormMs,
    calmMs: (long ? 100 : 15) * minute,
  };
}

function makeApp(random: Random, index: number, plain: boolean): AppPlan {
  const command = !plain && random.chance(0.25);
  const phase = {
    ms: random.chance(0.15) ? random.between(20, 75) * minute : random.between(1, 90) * second,
    fails: random.chance(0.25),
  };
  return {
    name: ['shop', 'mail', 'desk'][index] ?? `app-${index}`,
    policy: makePolicy(random, plain),
    path: random.chance(0.3),
    preboot: !plain && random.chance(0.2),
    dependent: random.chance(0.5),
    bornSick: !plain && random.chance(0.03),
    rollbackPhase: command ? phase : null,
  };
}

function makePolicy(random: Random, plain: boolean): Partial<App> {
  return {
    rollback: plain ? 'auto' : random.pick(['auto', 'auto', 'auto', 'auto', 'auto', 'ask', 'off']),
    sustained: random.pick([
      { failures: 3, forMs: 30 * second },
      { failures: 2, forMs: 10 * second },
      { failures: 4, forMs: 45 * second },
    ]),
    recovered: random.pick([2, 3]),
    watchMs: random.pick([2, 3]) * minute,
    verifyMs: random.pick([30, 60]) * second,
    releasePhase: random.chance(0.15) ? 'hold' : 'act',
    probationMs: random.chance(0.1) ? 15 * minute : 24 * 60 * minute,
    // A warm-up that is shorter than the hand-over with preboot is the user's own fault.
    warmupMs: null,
  };
}
