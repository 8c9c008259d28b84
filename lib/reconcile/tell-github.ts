/** Tells GitHub of a release, so that what was rolled back is red where it was made. */
import type { Said } from '../adapters/github.ts';
import type { App } from '../core/app.ts';
import type { GitHubAnswer } from '../core/github.ts';
import type { Report, ReportOutcome } from '../core/report.ts';
import type { State } from '../core/state.ts';
import type { World } from '../world.ts';
import { findCommit, type Place, placeOf } from './find-commit.ts';

/**
 * The commit's status, and beside it that of the deployment, where GitHub knows of one. Only both
 * accepted is accepted; saying the same twice does no harm. null: there is nobody to tell.
 */
export async function tellGitHub(
  world: World,
  app: App,
  { report, state }: { readonly report: Report; readonly state: State },
): Promise<ReportOutcome | null> {
  const place = placeOf(world, app);
  const release = state.ledger.find(({ id }) => id === report.releaseId);
  if (place === null || release === undefined) return null;
  const outcome = await tell(world, app, { place, report, release });
  const { log } = world;
  const facts = { app: app.name, release: release.version, state: report.state };
  if (outcome.kind === 'accepted') log.info('GitHub was told', facts);
  else log.warn('GitHub could not be told', { ...facts, reason: outcome.trouble.message });
  return outcome;
}

async function tell(
  world: World,
  app: App,
  told: { readonly place: Place; readonly report: Report; readonly release: State['ledger'][0] },
): Promise<ReportOutcome> {
  const commit = await findCommit(world, app, told.release);
  if (!commit.ok) return { kind: 'trouble', trouble: commit.trouble };
  const { github, repository } = told.place;
  const { state, description } = told.report;
  const said: Said = { state, description, context: `lastgood/${app.name}` };
  const answers = await Promise.all([
    github.setStatus(repository, commit.value, said),
    tellDeployment(told.place, app, { commit: commit.value, said }),
  ]);
  const refused = answers.find((answer) => !answer.ok);
  return refused === undefined || refused.ok
    ? { kind: 'accepted', commit: commit.value }
    : { kind: 'trouble', trouble: refused.trouble };
}

async function tellDeployment(
  { github, repository }: Place,
  { name, environment }: App,
  { commit, said }: { readonly commit: string; readonly said: Said },
): Promise<GitHubAnswer<null>> {
  const found = await github.deployment(repository, commit, environment ?? name);
  if (!found.ok) return found;
  // Not every deploy is a deployment of GitHub's.
  if (found.value === null) return { ok: true, value: null };
  return github.setDeploymentStatus(repository, found.value, said);
}
