/** Scenes of where apps run and when people want no word of them. */
import { moments, type Quality, type StoryEvent } from '../story.ts';
import { deploys, does, fails, type MakeScene, minute, second } from './scene.ts';

/** In a Private Space old dynos answer beside the new ones, and some never go. */
const rollsSlowly: MakeScene = (random, at) => ({
  apps: [{ privateSpace: true, rollMs: random.pick([random.between(1, 6), 12, 15]) * minute }],
  events: [deploys(at, random.pick<Quality>(['bad', 'good', 'crash']))],
});

/** The old release fails while the new one is rolled out. */
const oldOnesFail: MakeScene = (random, at) => ({
  apps: [{ privateSpace: true, rollMs: random.between(5, 9) * minute }],
  events: [
    deploys(at, 'good'),
    fails(at + random.between(3, 5) * minute, 'flaky', 3 * minute, random.between(0.5, 1)),
  ],
});

/** A bad release in a maintenance window, or shortly before it. */
const inWindow: MakeScene = (random, at) => {
  const fromMs = Math.ceil(at / minute + random.between(0, 2)) * minute;
  return {
    apps: [{ window: { fromMs, forMs: (3 + random.below(6)) * minute } }],
    events: [deploys(at + random.between(0, 180) * second, 'bad')],
  };
};

/** A good release whose version endpoint is not what it ought to be. */
const versionAsked: MakeScene = (random, at) => ({
  apps: [{}],
  events: [deploys(at, 'good'), deploys(at + random.between(6, 9) * minute, 'good')],
});

/** Answers are right, and late; and the certificate is about to expire. */
const slowAndOld: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    fails(at, 'answers-slow', random.between(4, 9) * minute),
    fails(at, 'certificate-old', random.between(2, 6) * minute),
  ],
});

/** Somebody renames or deletes the app while a bad release is dealt with, or before it is. */
const vanishes: MakeScene = (random, at) => {
  const what = {
    do: random.pick<'rename' | 'delete'>(['rename', 'rename', 'delete']),
    app: 'shop',
  } as const;
  const moment = random.pick(moments);
  const ambush: StoryEvent = { at, kind: 'ambush', moment, what };
  const backAt = at + random.between(5, 12) * minute;
  return {
    apps: [{ path: random.chance(0.5) }, {}],
    events: [
      deploys(at, random.pick<Quality>(['bad', 'bad', 'good'])),
      random.chance(0.5) ? ambush : does(at + random.between(0, 4) * minute, what),
      deploys(at + random.between(3, 8) * minute, random.pick<Quality>(['bad', 'good'])),
      does(backAt, {
        do: random.pick<'rename-back' | 'rename'>(['rename-back', 'rename']),
        app: 'shop',
      }),
    ],
  };
};

/** Now well, now sick, and never sick for long. */
const flaps: MakeScene = (random, at) => ({
  apps: [{ policy: { sustained: { failures: 4, forMs: 45 * second } } }],
  events: [fails(at, 'flaky', 16 * minute, random.between(0.3, 0.6))],
});

export const placeScenes: readonly MakeScene[] = [
  rollsSlowly,
  oldOnesFail,
  inWindow,
  versionAsked,
  slowAndOld,
  flaps,
  vanishes,
];
