/** Scenes of several apps: one cause behind them, one room for all, and a memory that is lost. */
import { deploys, does, fails, type MakeScene, minute, second } from './scene.ts';

/** What two apps depend on goes down, right after one of them was released. */
const sharedCause: MakeScene = (random, at) => ({
  apps: [{ dependent: true }, { dependent: true }],
  events: [
    deploys(at, random.pick(['good', 'good', 'bad'])),
    fails(at + random.between(0, 90) * second, 'dependency-down', random.between(4, 9) * minute),
  ],
});

/** What two apps depend on goes down while maintenance hides one of them, released just before. */
const hiddenCause: MakeScene = (random, at) => {
  const from = Math.ceil((at + minute) / minute) * minute;
  const forMs = (9 + random.below(3)) * minute;
  const window = random.chance(0.5) ? { fromMs: from, forMs } : null;
  const maintenance = (on: boolean) => ({ do: 'maintenance', app: 'shop', on }) as const;
  const flag = [does(from, maintenance(true)), does(from + forMs, maintenance(false))];
  return {
    apps: [{ dependent: true, window }, { dependent: true }],
    events: [
      deploys(at, 'good'),
      ...(window === null ? flag : []),
      fails(from + random.between(1, 3) * minute, 'dependency-down', 16 * minute),
    ],
  };
};

/** Most apps go sick one after the other within the hour, and only the last by its release. */
const slowWave: MakeScene = (random, at) => {
  const scale = (app: string, web: number) => ({ do: 'scale', app, web }) as const;
  const last = at + random.between(9, 12) * minute;
  return {
    apps: [{}, {}, {}],
    events: [
      does(at, scale('mail', 0)),
      does(at + random.between(0, 2) * minute, scale('desk', 0)),
      deploys(last, 'bad'),
      does(last + 7 * minute, scale('mail', 1)),
      does(last + 7 * minute, scale('desk', 1)),
    ],
  };
};

/** Three apps go bad by their own releases, one after the other, and room is scarce. */
const oneAfterTheOther: MakeScene = (random, at) => ({
  apps: [{}, {}, {}],
  events: ['shop', 'mail', 'desk'].map((app, index) => {
    return deploys(at + index * random.between(0, 3) * minute, 'bad', app);
  }),
});

/** What is remembered of an app is lost while it is rolled back. */
const memoryLost: MakeScene = (random, at) => ({
  apps: [{ rollbackPhase: random.chance(0.5) ? { ms: 40 * second, fails: false } : null }],
  events: [
    deploys(at, 'bad'),
    does(at + random.between(0.5, 5) * minute, { do: 'damage', item: 'app#shop' }),
    deploys(at + random.between(7, 16) * minute, random.pick(['good', 'bad'])),
  ],
});

/** What waits for SNS is damaged while SNS takes nothing. */
const outboxDamaged: MakeScene = (random, at) => ({
  apps: [{}, {}],
  events: [
    deploys(at, random.pick(['bad', 'good'])),
    fails(at, 'topic-refuses', random.between(4, 8) * minute),
    does(at + random.between(1, 4) * minute, { do: 'damage', item: 'app#shop', part: 'outbox' }),
  ],
});

/** Nobody can read how many rollbacks are under way, until somebody deletes the item. */
const roomUnreadable: MakeScene = (random, at) => ({
  apps: [{}, {}],
  events: [
    deploys(at, 'bad'),
    does(at + random.between(3, 5) * minute, { do: 'damage', item: 'fleet' }),
    deploys(at + random.between(3, 5) * minute, 'bad', 'mail'),
    does(at + random.between(8, 10) * minute, { do: 'mend' }),
  ],
});

/** Convicted soon, all within a few seconds of each other. */
const quick = { dependent: true, policy: { sustained: { failures: 2, forMs: 10 * second } } };

/**
 * What three apps depend on goes down, and none was released: each is convicted by a watch of its
 * own, and they are told of together, by a sweep if one comes.
 */
const allDown: MakeScene = (random, at) => ({
  apps: [quick, quick, quick],
  events: [
    fails(at, 'dependency-down', random.between(5, 9) * minute),
    ...(random.chance(0.4) ? [fails(at + 80 * second, 'sweep-skipped', 5 * minute)] : []),
  ],
});

/**
 * Heroku's status page is red, and then cannot be read: apps are convicted while it is red, soon
 * after, or when nobody has read it for long.
 */
const redThenSilent: MakeScene = (random, at) => {
  const redMs = random.between(2.5, 4.5) * minute;
  return {
    apps: [{}, {}],
    events: [
      fails(at, 'platform-red', redMs),
      fails(at + redMs, 'platform-unreadable', random.between(4, 11) * minute),
      deploys(at, 'bad'),
      deploys(at + random.between(1, 9) * minute, 'bad', 'mail'),
    ],
  };
};

/**
 * A pipeline deploys to three apps at once, and perhaps once more before SNS has taken the news of
 * the first time; perhaps somebody takes one of them back.
 */
const releasedTogether: MakeScene = (random, at) => {
  const names = ['shop', 'mail', 'desk'] as const;
  const again = at + random.between(20, 240) * second;
  const back = at + random.between(20, 80) * second;
  const deployed = (from: number) =>
    names.map((app) => {
      const quality = random.pick(['good', 'good', 'good', 'good', 'bad'] as const);
      return deploys(from + random.between(0, 20) * second, quality, app);
    });
  return {
    apps: [{}, {}, {}],
    events: [
      ...deployed(at),
      ...(random.chance(0.4) ? deployed(again) : []),
      ...(random.chance(0.4)
        ? [does(back, { do: 'human-rollback', app: random.pick(names), back: 1 })]
        : []),
      ...(random.chance(0.4) ? [fails(at, 'topic-refuses', random.between(2, 6) * minute)] : []),
      ...(random.chance(0.3) ? [fails(at, 'sweep-skipped', random.between(2, 8) * minute)] : []),
    ],
  };
};

export const fleetScenes: readonly MakeScene[] = [
  sharedCause,
  sharedCause,
  hiddenCause,
  slowWave,
  allDown,
  releasedTogether,
  releasedTogether,
  oneAfterTheOther,
  memoryLost,
  outboxDamaged,
  roomUnreadable,
  redThenSilent,
];
