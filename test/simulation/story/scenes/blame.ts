/** Scenes of what is to blame and what to go back to: code that comes back, rows that break. */
import { deploys, does, fails, type MakeScene, minute, second } from './scene.ts';

/** What was rolled back for others' failure comes back and is good; then comes a bad one. */
const badCodeComesBack: MakeScene = (random, at) => {
  const outageMs = random.between(1.5, 4) * minute;
  const againAt = at + outageMs + random.between(3, 5) * minute;
  return {
    apps: [{ dependent: true }],
    events: [
      fails(at, 'dependency-down', outageMs),
      deploys(at + second, 'good'),
      does(againAt, { do: 'redeploy', app: 'shop', back: 1 }),
      deploys(againAt + random.between(6, 9) * minute, 'bad'),
    ],
  };
};

/** The same code is deployed once more, and goes sick with what it depends on. */
const sameCodeAgain: MakeScene = (random, at) => ({
  apps: [{ dependent: true }],
  events: [
    does(at, { do: 'redeploy', app: 'shop', back: 0 }),
    fails(at + random.between(0, 10) * second, 'dependency-down', random.between(3, 6) * minute),
  ],
});

/** New dynos crash while the old ones still answer, and not always well. */
const crashBehindOldDynos: MakeScene = (random, at) => ({
  apps: [{ preboot: true }],
  events: [deploys(at, 'crash'), fails(at, 'flaky', 4 * minute, random.between(0.4, 0.6))],
});

/** People put back what was rolled back. */
const peopleUndoTheRollback: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    deploys(at, 'bad'),
    does(at + random.between(4, 7) * minute, { do: 'human-rollback', app: 'shop', back: 1 }),
  ],
});

/** Between two sick readings nobody looks for a long while. */
const longSilence: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    deploys(at, 'bad'),
    fails(at + random.between(5, 60) * second, 'store-throttled', random.between(5, 12) * minute),
  ],
});

/** Nobody can say how a sick app is, now and then. */
const halfBlind: MakeScene = (random, at) => ({
  apps: [{}],
  events: [deploys(at, 'bad'), fails(at, 'network-down', random.between(0.5, 2) * minute)],
});

/** The app is switched to maintenance while it is sick, and back. */
const maintenanceInBetween: MakeScene = (random, at) => {
  const from = at + random.between(5, 40) * second;
  return {
    apps: [{}],
    events: [
      deploys(at, 'bad'),
      does(from, { do: 'maintenance', app: 'shop', on: true }),
      does(from + random.between(1, 4) * minute, { do: 'maintenance', app: 'shop', on: false }),
    ],
  };
};

/** Somebody takes the web dynos away from a release that is failing. */
const noDynosLeft: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    deploys(at, random.pick(['bad', 'good'])),
    does(at + random.between(5, 60) * second, { do: 'scale', app: 'shop', web: 0 }),
  ],
});

/** Nobody has looked at the app for a while when a release comes to it. */
const deployedUnseen: MakeScene = (random, at) => {
  const darkMs = random.between(11, 14) * minute;
  return {
    apps: [{}],
    events: [
      fails(at, 'store-throttled', darkMs),
      deploys(at + darkMs - random.between(1, 30) * second, 'bad'),
    ],
  };
};

/** A release comes to an app that has been sick for some time. */
const deployedToASickApp: MakeScene = (random, at) => ({
  apps: [{ dependent: true }],
  events: [
    fails(at, 'dependency-down', random.between(6, 9) * minute),
    deploys(at + random.between(2.5, 5) * minute, random.pick(['good', 'bad'])),
  ],
});

/** A release that was well for longer than its probation goes sick. */
const outlivedItsProbation: MakeScene = (random, at) => ({
  apps: [{ dependent: true, policy: { probationMs: 5 * minute } }],
  events: [
    deploys(at, 'good'),
    fails(at + random.between(4, 9) * minute, 'dependency-down', 4 * minute),
  ],
});

export const blameScenes: readonly MakeScene[] = [
  badCodeComesBack,
  sameCodeAgain,
  crashBehindOldDynos,
  peopleUndoTheRollback,
  longSilence,
  halfBlind,
  maintenanceInBetween,
  noDynosLeft,
  deployedUnseen,
  deployedToASickApp,
  outlivedItsProbation,
];
