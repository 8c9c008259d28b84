import type { App } from '../core/app.ts';
import { checksOf } from '../core/checks.ts';
import type { GitHubFacts } from '../core/facts.ts';
import { currentRelease, type State } from '../core/state.ts';
import type { World } from '../world.ts';
import { findCommit, placeOf } from './find-commit.ts';

/** What GitHub knows of the commit of the release that runs; null: there is nobody to ask. */
export async function askChecks(
  world: World,
  app: App,
  state: State,
): Promise<GitHubFacts['checks']> {
  const place = placeOf(world, app);
  const current = currentRelease(state);
  if (place === null || current === null) return null;
  const releaseId = current.id;
  const commit = await findCommit(world, app, current);
  if (!commit.ok) return { releaseId, commit: null, answer: commit };
  const answer = await place.github.checks(place.repository, commit.value);
  if (!answer.ok) return { releaseId, commit: commit.value, answer };
  return { releaseId, commit: commit.value, answer: { ok: true, value: checksOf(answer.value) } };
}
