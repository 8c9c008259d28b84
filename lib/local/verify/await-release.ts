/** Waits until the new release is current at Heroku, or will never be. */
import { limits } from '../../core/limits.ts';
import type { HerokuTrouble, Release } from '../../core/release.ts';
import {
  type Awaited,
  commitsWanted,
  findAwaited,
  type Wanted,
} from '../../core/verify/awaited-release.ts';
import type { World } from '../../world.ts';

/** One read: what it shows of the awaited release, and all releases. */
export type Sighting = {
  readonly awaited: Awaited;
  readonly releases: readonly Release[];
  /** Why Heroku could not be read; null: it was. */
  readonly trouble: HerokuTrouble | null;
};

/** What is waited for, at which app, and what was learnt of commits so far. */
export type Search = {
  readonly app: string;
  readonly wanted: Wanted;
  /** By release id; what a release was built from never changes. */
  readonly commits: Map<string, string | null>;
};

/** Reads once. */
export async function sight(world: World, search: Search): Promise<Sighting> {
  const { app, wanted, commits } = search;
  const answer = await world.heroku.releases(app);
  if (!answer.ok) {
    const { message, advice } = answer.trouble;
    const awaited = { kind: 'waiting', why: `${message}; ${advice}` } as const;
    return { awaited, releases: [], trouble: answer.trouble };
  }
  const releases = answer.value;
  for (const { id, slugId } of commitsWanted(releases, wanted)) {
    if (commits.has(id) || slugId === null) continue;
    const commit = await world.heroku.slugCommit(app, slugId);
    if (commit.ok) commits.set(id, commit.value);
  }
  const awaited = findAwaited(releases, wanted, { commits, now: world.clock.now() });
  return { awaited, releases, trouble: null };
}

/** Reads until it is there; the last sighting, when the time is up or it is told to stop. */
export async function awaitRelease(
  world: World,
  search: Search,
  until: {
    readonly deadline: number;
    readonly signal: AbortSignal;
    readonly tell: (why: string) => void;
  },
): Promise<Sighting> {
  const { clock, configuration } = world;
  for (;;) {
    const sighting = await sight(world, search);
    const { awaited, trouble } = sighting;
    const leftMs = until.deadline - clock.monotonic();
    const over = leftMs <= 0 || until.signal.aborted;
    const hopeless = trouble !== null && !trouble.canRetry;
    if (awaited.kind !== 'waiting' || over || hopeless) return sighting;
    until.tell(awaited.why);
    const restMs = trouble === null ? configuration.cadence.watchMs : limits.deployRetryMsMax;
    await clock.sleep(Math.min(restMs, leftMs), until.signal);
  }
}
