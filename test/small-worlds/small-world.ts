/** One small world as a value: what is at Heroku, in the table, and in the middle of a look. */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import type { Release } from '../../lib/core/release.ts';
import type { Intent } from '../../lib/core/state.ts';
import { dawn } from '../core/fixtures.ts';
import { type Books, noBooks } from './books.ts';

export const second = 1_000;

/** What happens to the app, in this order, at any moments; each once. */
export type Happening =
  | 'deploy-good'
  | 'deploy-bad'
  | 'config-bad'
  | 'human-rollback'
  | 'one-healthy-answer';

/** What goes wrong; at most one of them in a world. */
export const faults = [
  'crash',
  'crash-after-effect',
  'write-answer-lost',
  'post-lost',
  'post-answer-lost',
  'post-refused',
  'stale-read',
  'reading-unknown',
] as const;
export type Fault = (typeof faults)[number];

/** What one batch of calls was answered, and when. */
export type Answered = { readonly at: number; readonly answers: readonly unknown[] };

/** What a probe found, and what really ran then. */
export type Probed = {
  readonly at: number;
  readonly health: 'healthy' | 'sick' | 'unknown';
  readonly releaseId: string;
};

/** One look under way: all that it has seen so far, from which it can be played again. */
export type Worker = {
  readonly name: string;
  readonly startedAt: number;
  readonly item: Item | null;
  readonly news: boolean;
  readonly probed: Probed;
  readonly answered: readonly Answered[];
  /** Stands for all of the above: looks with the same key go on in the same way. */
  readonly key: string;
  /** True once its reading was stored. */
  readonly kept: boolean;
  /** The rollback that it has claimed. */
  readonly claim: Intent | null;
  /** What its newest read of the releases showed; null: none was made since the claim. */
  readonly read: readonly Release[] | null;
};

export type SmallWorld = {
  readonly now: number;
  /** Newest first. */
  readonly releases: readonly Release[];
  /** What was there before the newest change: a stale read shows it. */
  readonly earlier: readonly Release[];
  /** Ids of the releases that answer badly. */
  readonly sick: readonly string[];
  /** The next probe is answered well, whatever runs. */
  readonly healthyOnce: boolean;
  readonly items: Readonly<Record<string, Item>>;
  readonly workers: readonly Worker[];
  readonly fault: Fault | null;
  readonly happened: number;
  readonly waits: number;
  readonly books: Books;
};

/** One release that is good, and that nobody has looked at yet. */
export function newWorld(): SmallWorld {
  const first: Release = {
    id: 'release-1',
    version: 1,
    status: 'succeeded',
    current: true,
    eligibleForRollback: true,
    description: 'Deploy 11111111',
    userEmail: 'anna@example.com',
    artifact: 'slug-1',
    slugId: 'slug-1',
    addonPlans: [],
    createdAt: dawn - 3_600_000,
  };
  return {
    now: dawn,
    releases: [first],
    earlier: [first],
    sick: [],
    healthyOnce: false,
    items: {},
    workers: [],
    fault: null,
    happened: 0,
    waits: 0,
    books: noBooks,
  };
}

export function currentOf({ releases }: SmallWorld): Release {
  const current = releases.find((release) => release.current);
  if (current === undefined) throw new Error('nothing runs');
  return current;
}

/** The world with one worker changed; null: its look is over. */
export function withWorker(world: SmallWorld, worker: Worker, after: Worker | null): SmallWorld {
  const workers = world.workers.flatMap((one) => {
    if (one !== worker) return [one];
    return after === null ? [] : [after];
  });
  return { ...world, workers };
}
