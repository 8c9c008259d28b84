/** One machine, one deploy: is the new release a good one, and if it is not, is it undone. */
import type { App } from '../core/app.ts';
import { checkHash } from '../core/check-hash.ts';
import type { Release } from '../core/release.ts';
import { liveBefore } from '../core/release-kind.ts';
import { newState, type State } from '../core/state.ts';
import { badForGood, inconclusive, type Judged, pending } from '../core/verdict.ts';
import type { Wanted } from '../core/verify/awaited-release.ts';
import { type Baseline, stateOf, vouchedBaseline } from '../core/verify/baseline.ts';
import { outcomeOf } from '../core/verify/outcome.ts';
import { appKey } from '../reconcile/memory.ts';
import type { World } from '../world.ts';
import { awaitRelease, type Search, type Sighting, sight } from './verify/await-release.ts';
import { lookClosely } from './verify/look-closely.ts';
import { noteBaseline } from './verify/note-baseline.ts';

/** What is to be verified. */
export type Verifying = {
  readonly app: App;
  readonly wanted: Pick<Wanted, 'version' | 'commit'>;
  /** Noted before the deploy; null: nothing was. */
  readonly baseline: Baseline | null;
  /** For the new release to come and to get its verdict; a rollback gets as long again. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Hears what is waited for. */
  readonly onWait: (what: string) => void;
  /** Hears what the verdict rests on, before the close look begins. */
  readonly onBegin: (release: Release, baseline: Baseline | null) => void;
};

/** The end of it. */
export type Verified = Judged & {
  /** null: it never came. */
  readonly release: Release | null;
};

/**
 * Prepares what `decide` has to remember, the release before the deploy, and then makes the very
 * looks of production until there is a verdict. It decides nothing itself.
 */
export async function verifyRelease(world: World, verifying: Verifying): Promise<Verified> {
  const { app, signal, timeoutMs, onWait } = verifying;
  const deadline = world.clock.monotonic() + timeoutMs;
  const baseline = verifying.baseline ?? (await noteWhileWaiting(world, verifying));
  const search = searchOf(verifying, baseline);
  const sighting = await awaitRelease(world, search, { deadline, signal, tell: onWait });
  const { awaited } = sighting;
  switch (awaited.kind) {
    case 'waiting':
      return { ...pending([awaited.why], world.clock.now()), release: null };
    case 'overtaken': {
      const { release, by } = awaited;
      const reasons = [`v${by.version} ("${by.description}") has taken its place already`];
      return { ...inconclusive(reasons, by.createdAt), release };
    }
    case 'failed':
    case 'current':
      break;
    default:
      return awaited satisfies never;
  }
  const { release } = awaited;
  const before = baseline ?? vouchedFor(world, app, sighting);
  verifying.onBegin(release, before);
  await remember(world, app, before, sighting.releases);
  const failed = awaited.kind === 'failed';
  const state = await lookClosely(world, app, {
    deadline: (seen) => deadline + (isActing(seen) ? timeoutMs : 0),
    signal,
    isNewsDue: ({ ledger }) => !ledger.some(({ id }) => id === release.id),
    isEnough: (seen) => {
      const { final, reasons } = outcomeOf(seen, release, world.clock.now());
      if (!final) onWait(reasons.join('; '));
      return failed || final;
    },
  });
  const judged = failed
    ? neverLive(release, before, sighting)
    : outcomeOf(state, release, world.clock.now());
  return { ...judged, release };
}

/** While the new release is on its way the old one can be seen: better than nobody's word. */
async function noteWhileWaiting(world: World, verifying: Verifying): Promise<Baseline | null> {
  const { app, timeoutMs, signal } = verifying;
  const { awaited, trouble } = await sight(world, searchOf(verifying, null));
  if (awaited.kind !== 'waiting' || trouble !== null) return null;
  verifying.onWait(awaited.why);
  const noted = await noteBaseline(world, app, { timeoutMs, signal });
  return noted.ok && noted.value.health !== 'unknown' ? noted.value : null;
}

function searchOf({ app, wanted }: Verifying, baseline: Baseline | null): Search {
  const after = baseline?.release.version ?? null;
  return { app: app.name, wanted: { ...wanted, after }, commits: new Map() };
}

/** The release that was current before the new one, by whoever asks for the rollback. */
function vouchedFor({ clock }: World, app: App, { awaited, releases }: Sighting): Baseline | null {
  const before =
    awaited.kind === 'current'
      ? liveBefore(awaited.release, releases)
      : (releases.find(({ current }) => current) ?? null);
  return vouchedBaseline(before, { app: app.name, checkHash: checkHash(app), now: clock.now() });
}

async function remember(
  { store, clock }: World,
  app: App,
  before: Baseline | null,
  releases: readonly Release[],
): Promise<void> {
  const now = clock.now();
  const state = before === null ? newState(checkHash(app), now) : stateOf(before, releases, now);
  const item = { key: appKey(app.name), revision: 1, body: JSON.stringify(state), outbox: '[]' };
  await store.save(item, 0);
}

function isActing({ situation }: State): boolean {
  return situation.name === 'rolling-back' || situation.name === 'verifying';
}

function neverLive(release: Release, before: Baseline | null, { releases }: Sighting): Judged {
  const live = releases.find(({ current }) => current);
  const still =
    `v${release.version} failed in its release command and never went live; ` +
    `v${live?.version ?? '?'} still runs, and nothing was rolled back`;
  // As a config:set before the push: the old code with another configuration.
  const came =
    live !== undefined && before !== null && live.version > before.release.version
      ? [`v${live.version} ("${live.description}") came with it, and was not verified`]
      : [];
  const reasons = [still, ...came];
  return badForGood(reasons, release.createdAt);
}
