import type { GitHub } from '../adapters/github.ts';
import type { App } from '../core/app.ts';
import { writtenCommit } from '../core/deploy/commit.ts';
import { type GitHubAnswer, type GitHubTrouble, isCommit, isWholeCommit } from '../core/github.ts';
import type { LedgerEntry } from '../core/state.ts';
import type { World } from '../world.ts';

/** GitHub, and the repository that an app's code is in. */
export type Place = { readonly github: GitHub; readonly repository: string };

/** Where an app's releases can be told and asked of; null: no token, or no repository. */
export function placeOf({ github }: World, { repository }: App): Place | null {
  return github === null || repository === null ? null : { github, repository };
}

/**
 * The whole commit of a release: what Heroku knows of its slug, else what its description says. The
 * rest of a short one GitHub is asked for.
 */
export async function findCommit(
  world: World,
  app: App,
  release: LedgerEntry,
): Promise<GitHubAnswer<string>> {
  const place = placeOf(world, app);
  const name = `v${release.version}`;
  if (place === null) return unknown(`the commit of ${name} was not asked for`, true);
  const known = release.commit ?? (await ofSlug(world, app, release));
  if (typeof known === 'object' && known !== null) return { ok: false, trouble: known };
  const short = known !== null && isCommit(known) ? known : writtenCommit(release.description);
  if (short === null) return unknown(`Heroku does not say of which commit ${name} was made`, false);
  if (isWholeCommit(short)) return { ok: true, value: short };
  const found = await place.github.commit(place.repository, short);
  if (!found.ok) return found;
  // What only begins alike, or is a branch of that name, is another commit.
  if (found.value?.startsWith(short)) return { ok: true, value: found.value };
  return unknown(`${place.repository} has no commit ${short} (${name})`, false);
}

async function ofSlug(
  world: World,
  app: App,
  { slugId }: LedgerEntry,
): Promise<string | null | GitHubTrouble> {
  if (slugId === null) return null;
  const answer = await world.heroku.slugCommit(app.name, slugId);
  return answer.ok ? answer.value : troubleOf(answer.trouble.message, true);
}

function unknown(message: string, canRetry: boolean): GitHubAnswer<never> {
  return { ok: false, trouble: troubleOf(message, canRetry) };
}

function troubleOf(message: string, canRetry: boolean): GitHubTrouble {
  const advice =
    'deploy what was pushed there, by git push or with the commit as the version of the build, ' +
    'or take `repository` out of the app in apps.yml';
  return { kind: 'no-commit', message, advice, canRetry, status: null };
}
