/** Scenes of a rollback's call: lost, refused, slow, in a crowd, and read back from old answers. */
import type { Moment, Quality } from '../story.ts';
import { deploys, does, fails, type MakeScene, minute, second } from './scene.ts';

/** The call is carried out and its answer lost; then the release command of the rollback fails. */
const lostAnswerOfAFailedRollback: MakeScene = (random, at) => ({
  apps: [
    {
      rollbackPhase: { ms: random.between(2, 50) * second, fails: true },
      policy: { releasePhase: 'act' },
    },
  ],
  events: [deploys(at, 'bad'), fails(at, 'heroku-answer-lost', 8 * minute)],
});

/** Two apps go bad in the same moment, and there is room for one rollback. */
const twoAtOnce: MakeScene = (random, at) => ({
  apps: [{}, {}],
  events: [
    deploys(at, 'bad', 'shop'),
    deploys(at + random.between(0, 300), 'bad', 'mail'),
    fails(at, 'slow', 6 * minute, random.between(0.1, 0.4)),
  ],
});

/** Shortly after each release Heroku shows now the new and now the old. */
const oldReads: MakeScene = (random, at) => ({
  apps: [{}],
  events: [deploys(at, 'bad'), fails(at, 'heroku-stale', 8 * minute, random.between(0.3, 0.7))],
});

/** The one attempt is refused; the app gets well, and then goes sick again. */
const triedOnce: MakeScene = (random, at) => {
  const firstMs = random.between(2.5, 4) * minute;
  const againAt = at + firstMs + random.between(3, 6) * minute;
  return {
    apps: [{ dependent: true }],
    events: [
      deploys(at, 'good'),
      fails(at + second, 'dependency-down', firstMs),
      fails(at, 'post-refused', firstMs),
      fails(againAt, 'dependency-down', 4 * minute),
    ],
  };
};

/** The next release is on its way already when the bad one is convicted. */
const nextIsPending: MakeScene = (random, at) => {
  const phase = { ms: random.between(2, 10) * minute, fails: random.chance(0.5) };
  return {
    apps: [{}],
    events: [
      deploys(at, 'bad'),
      does(at + random.between(2, 60) * second, {
        do: 'deploy',
        app: 'shop',
        quality: random.pick<Quality>(['good', 'bad']),
        phase,
        plans: false,
      }),
    ],
  };
};

/** The release before the bad one is still on its way when that is rolled back, and comes then. */
const olderIsPending: MakeScene = (random, at) => {
  const phase = { ms: random.between(4, 14) * minute, fails: random.chance(0.2) };
  const quality = random.pick<Quality>(['good', 'bad']);
  return {
    apps: [{ policy: { releasePhase: 'act' } }],
    events: [
      does(at, { do: 'deploy', app: 'shop', quality, phase, plans: false }),
      deploys(at + random.between(2, 60) * second, 'bad'),
    ],
  };
};

/** Every call takes its time. */
const slowCalls: MakeScene = (random, at) => ({
  apps: [{}],
  events: [deploys(at, 'bad'), fails(at, 'slow', 6 * minute, random.between(0.6, 1))],
});

/** Heroku often answers that it is unavailable, and may have done what it was asked. */
const unsureCalls: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    deploys(at, 'bad'),
    fails(at, 'heroku-unavailable', 15 * minute, random.between(0.3, 0.6)),
  ],
});

/** Somebody releases between two calls of a rollback. */
const overtaken: MakeScene = (random, at) => {
  const moment = random.pick<Moment>(['before-claim', 'after-claim', 'after-fence', 'before-post']);
  const what = {
    do: 'deploy',
    app: 'shop',
    quality: random.pick<Quality>(['good', 'bad']),
    phase: random.chance(0.4) ? { ms: random.between(5, 90) * second, fails: false } : null,
    plans: false,
  } as const;
  return {
    apps: [{ preboot: random.chance(0.5) }],
    events: [{ at, kind: 'ambush', moment, what }, deploys(at, 'bad')],
  };
};

/** One call after the other is lost, or its answer is. */
const lostCalls: MakeScene = (_random, at) => ({
  apps: [{}],
  events: [deploys(at, 'bad'), fails(at, 'heroku-answer-lost', 12 * minute)],
});

/** Our rollback comes over somebody's good release, whose old dynos go on answering. */
const overtakenByAGoodOne: MakeScene = (_random, at) => {
  const what = { do: 'deploy', app: 'shop', quality: 'good', phase: null, plans: false } as const;
  return {
    apps: [{ preboot: true, policy: { recovered: 2 } }],
    events: [{ at, kind: 'ambush', moment: 'before-post', what }, deploys(at, 'bad')],
  };
};

/** A release command of the new release, or of the rollback, does not come to its end. */
const endlessCommand: MakeScene = (random, at) => {
  const phase = { ms: random.between(67, 80) * minute, fails: random.chance(0.5) };
  const ofRollback = random.chance(0.5);
  const deploy = { do: 'deploy', app: 'shop', quality: 'bad', plans: false } as const;
  return {
    apps: [{ rollbackPhase: ofRollback ? phase : null, policy: { releasePhase: 'act' } }],
    events: [
      does(at, { ...deploy, phase: ofRollback ? null : phase }),
      // People come back after more than an hour.
      does(at + random.between(70, 85) * minute, { do: 'resume', of: 'shop' }),
    ],
  };
};

export const callScenes: readonly MakeScene[] = [
  lostAnswerOfAFailedRollback,
  twoAtOnce,
  oldReads,
  triedOnce,
  nextIsPending,
  olderIsPending,
  slowCalls,
  unsureCalls,
  overtaken,
  lostCalls,
  overtakenByAGoodOne,
  endlessCommand,
];
