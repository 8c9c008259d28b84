/** Makes up a story: apps, what people do to them, and what goes wrong meanwhile. */
import type { App } from '../../../lib/core/app.ts';
import { mixSeeds, Random } from '../random.ts';
import { makeEvents } from './events.ts';
import { deploys, does } from './scenes/scene.ts';
import { lastOf, makeScene } from './scenes.ts';
import type { AppPlan, Story, Window } from './story.ts';
import { pickSurroundings, type Surroundings } from './surroundings.ts';

const second = 1_000;
const minute = 60 * second;

/** The same seed and world always give the same story. */
export function generateStory(seed: number, world: number): Story {
  const random = new Random(mixSeeds(seed, world, 1));
  if (random.chance(dailyShare)) return makeDaily(random, { seed, world });
  if (random.chance(stagedShare)) return makeStaged(random, { seed, world });
  const plain = random.chance(plainShare);
  const skipsDawn = plain || !random.chance(ownDawnShare);
  return makeStory(random, { seed, world, plain, skipsDawn, ...pickSurroundings(random) });
}

// Measured by processor time, what is rare is reached soonest by many short worlds of one app.
// Those that are longer or wider cost two to four times as much each: they are as many as it takes
// to come to what only they come to.

/** Of so many worlds the story is made on purpose. */
const stagedShare = 0.35;
/** Of the others, so many are a bad release with little in its way … */
const plainShare = 0.12;
/** … and of so many the apps are not seen yet. */
const ownDawnShare = 0.04;
/** Apps of a world that is not staged. */
const appCounts = [1, 1, 1, 1, 1, 1, 2, 2, 2, 3] as const;
/** Of so many one goes on for days, so that what is repeated each day is repeated. */
const dailyShare = 0.003;
/** Of so many one lasts for hours, so that a release command can take its time. */
const longShare = 0.025;

/** Somebody pauses for days, or switches maintenance on, and little happens meanwhile. */
function makeDaily(random: Random, which: Which): Story {
  const beginning = { ...which, plain: true, skipsDawn: true, ...pickSurroundings(random) };
  const story = makeStory(random, { ...beginning, cadence: rarest });
  const { armedMs } = story;
  const of = random.pick([null, 'shop']);
  const at = armedMs + random.between(1, 20) * minute;
  const forMs = random.between(26, 50) * 60 * minute;
  const forgotten = random.chance(0.5);
  const switches = (on: boolean) => ({ do: 'maintenance', app: 'shop', on }) as const;
  const events: Story['events'] = [
    does(at, forgotten ? switches(true) : { do: 'pause', of, forMs }),
    deploys(at + random.between(1, 60) * minute, 'good'),
    ...(forgotten ? [does(at + forMs, switches(false))] : []),
  ].toSorted((left, right) => left.at - right.at);
  const stormMs = at + random.between(27, 52) * 60 * minute;
  return { ...story, remindMs: 240 * minute, plain: false, events, stormMs, patient: true };
}

/** A scene in surroundings in which nothing keeps a rollback away. */
function makeStaged(random: Random, which: Which): Story {
  const beginning = { ...which, plain: true, skipsDawn: true, ...pickSurroundings(random) };
  const story = makeStory(random, beginning);
  const scene = makeScene(random, story.armedMs);
  const apps = scene.apps.map((change, index) => {
    const { armedMs } = story;
    const app = makeApp(random, { ...beginning, index, armedMs });
    return { ...app, ...change, policy: { ...app.policy, ...change.policy } };
  });
  const events = scene.events.toSorted((left, right) => left.at - right.at);
  const stormMs = lastOf(scene) + random.between(4, 7) * minute;
  return { ...story, plain: false, apps, events, stormMs };
}

function makeStory(random: Random, beginning: Beginning & Which): Story {
  const { seed, world, plain, skipsDawn } = beginning;
  const count = plain ? 1 : random.pick(appCounts);
  const long = !plain && random.chance(longShare);
  const { sweepMs, watchMs } = long ? slowest : beginning.cadence;
  const armedMs = armedSweeps * sweepMs;
  const apps = Array.from({ length: count }, (_, index) =>
    makeApp(random, { ...beginning, index, armedMs }),
  );
  const latestMs = armedMs + random.between(7, 19) * minute;
  const events = makeEvents(random, { apps, plain, skipsDawn, armedMs, stormMs: latestMs });
  const stormMs = Math.min(latestMs, overAt(events, armedMs) + untilConvictedMs);
  return {
    seed,
    world,
    plain,
    skipsDawn,
    armedMs,
    sweepMs,
    watchMs,
    shardAppsMax: beginning.shardAppsMax,
    limits: makeLimits(random, plain),
    remindMs: random.pick([5, 10, 30]) * minute,
    herokuSkewMs: !plain && random.chance(0.3) ? Math.floor(random.between(-20, 20)) * second : 0,
    apps,
    events,
    stormMs: long ? armedMs + 3 * (stormMs - armedMs) : stormMs,
    calmMs: long ? 100 * minute : Math.max(12 * minute, 10 * sweepMs),
    patient: random.chance(0.02),
  };
}

/** By then all that was made up has happened, and no fault is about. */
function overAt(events: Story['events'], armedMs: number): number {
  const ends = events.map((event) => event.at + (event.kind === 'fault' ? event.forMs : 0));
  return Math.max(armedMs, ...ends);
}

/** From the last deed to the rollback that it may lead to, in which somebody may lie in ambush. */
const untilConvictedMs = 4 * minute;

function makeLimits(random: Random, plain: boolean): Story['limits'] {
  return {
    cooldownMs: plain ? minute : random.pick([1, 5, 10, 60]) * minute,
    perAppADay: plain ? 3 : random.pick([1, 2, 3]),
    fleetAnHour: plain ? 3 : random.pick([1, 2, 3, 3]),
    fleetAtOnce: random.pick([1, 1, 1, 2]),
  };
}

/** Cadences of the worlds that go on for hours and for days. */
const slowest = { sweepMs: 3 * minute, watchMs: 40 * second } as const;
const rarest = { sweepMs: 10 * minute, watchMs: minute } as const;

/** Sweeps that arm a healthy app and prove its first release. */
const armedSweeps = 13.5;

type Which = { readonly seed: number; readonly world: number };
type Beginning = Surroundings & {
  readonly plain: boolean;
  readonly skipsDawn: boolean;
};
type OneApp = Beginning & { readonly index: number; readonly armedMs: number };

function makeApp(random: Random, beginning: OneApp): AppPlan {
  const { index, plain, skipsDawn, path, version, armedMs } = beginning;
  const command = !plain && random.chance(0.25);
  const phase = {
    ms: random.chance(0.15) ? random.between(20, 75) * minute : random.between(1, 90) * second,
    fails: random.chance(0.25),
  };
  return {
    name: ['shop', 'mail', 'desk'][index] ?? `app-${index}`,
    policy: makePolicy(random, beginning),
    path,
    preboot: !plain && random.chance(0.15),
    ...makeSpace(random, plain),
    window: !plain && random.chance(0.1) ? makeWindow(random, armedMs) : null,
    version,
    dependent: random.chance(0.5),
    bornSick: !plain && !skipsDawn && random.chance(0.2),
    rollbackPhase: command ? phase : null,
  };
}

/** Some apps run in a Private Space; there a roll-out takes minutes, and some do not end. */
function makeSpace(random: Random, plain: boolean): Pick<AppPlan, 'privateSpace' | 'rollMs'> {
  const privateSpace = !plain && random.chance(0.12);
  const stuck = random.chance(0.15);
  const rollMs = (stuck ? random.between(11, 16) : random.between(0.5, 5)) * minute;
  return { privateSpace, rollMs: privateSpace ? rollMs : 0 };
}

/** In whole minutes, as apps.yml has them. */
export function makeWindow(random: Random, armedMs: number): Window {
  const fromMs = Math.ceil(armedMs / minute + random.between(0, 12)) * minute;
  return { fromMs, forMs: (3 + random.below(15)) * minute };
}

function makePolicy(
  random: Random,
  { plain, recovered, watchMs, checks }: Beginning,
): Partial<App> {
  return {
    rollback: plain ? 'auto' : random.pick(['auto', 'auto', 'auto', 'auto', 'auto', 'ask', 'off']),
    sustained: random.pick([
      { failures: 3, forMs: 30 * second },
      { failures: 2, forMs: 10 * second },
      { failures: 4, forMs: 45 * second },
    ]),
    recovered,
    watchMs,
    checks,
    verifyMs: random.pick([30, 60]) * second,
    releasePhase: random.chance(0.15) ? 'hold' : 'act',
    probationMs: !plain && random.chance(0.1) ? 15 * minute : 24 * 60 * minute,
    // A warm-up that is shorter than the hand-over with preboot is the user's own fault.
    warmupMs: null,
  };
}
