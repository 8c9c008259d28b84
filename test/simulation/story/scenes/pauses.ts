/** Scenes of pauses: before and between the steps of a rollback, and such as nobody can read. */
import type { Moment } from '../story.ts';
import { deploys, does, type MakeScene, minute, second } from './scene.ts';

/** The bad release comes in a pause, which ends by itself. */
const heldUntilItEnds: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    does(at, {
      do: 'pause',
      of: random.pick(['shop', null]),
      forMs: random.between(3, 6) * minute,
    }),
    deploys(at + random.between(0, 60) * second, 'bad'),
  ],
});

/** … or is ended by somebody. */
const heldUntilResumed: MakeScene = (random, at) => {
  const of = random.pick(['shop', null]);
  return {
    apps: [{}],
    events: [
      does(at, { do: 'pause', of, forMs: 120 * minute }),
      deploys(at + random.between(0, 60) * second, 'bad'),
      does(at + random.between(3, 7) * minute, { do: 'resume', of: random.pick([of, null]) }),
    ],
  };
};

/** Somebody pauses between two calls of a rollback. */
const pausedInBetween: MakeScene = (random, at) => {
  const moment = random.pick<Moment>(['before-claim', 'after-claim', 'after-fence', 'before-post']);
  const forMs = random.pick([random.between(5, 40) * second, random.between(2, 6) * minute]);
  const what = { do: 'pause', of: random.pick(['shop', null]), forMs } as const;
  return { apps: [{}], events: [{ at, kind: 'ambush', moment, what }, deploys(at, 'bad')] };
};

/** The pauses cannot be read: everything counts as paused, until somebody deletes them. */
const unreadable: MakeScene = (random, at) => ({
  apps: [{}],
  events: [
    does(at, { do: 'pause', of: 'shop', forMs: minute }),
    does(at + random.between(0, 120) * second, { do: 'damage', item: 'pauses' }),
    deploys(at + random.between(0, 90) * second, 'bad'),
    does(at + random.between(5, 9) * minute, { do: 'mend' }),
  ],
});

export const pauseScenes: readonly MakeScene[] = [
  heldUntilItEnds,
  heldUntilResumed,
  pausedInBetween,
  unreadable,
];
