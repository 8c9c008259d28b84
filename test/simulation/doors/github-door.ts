/** GitHub as one invocation meets it: late, now and then refusing, and keeping what it took. */
import type { GitHub } from '../../../lib/adapters/github.ts';
import type { GitHubAnswer, GitHubTrouble } from '../../../lib/core/github.ts';
import type { Invocation, Span } from '../invocation.ts';
import { mixSeeds } from '../random.ts';
import type { Simulation } from '../simulation.ts';
import { commitOf } from './commit-of.ts';

const asked: Span = { from: 50, to: 800, slow: 3_000 };
/** Of the refusals, those that pass by themselves. */
const passingRate = 0.7;

export function githubDoor(simulation: Simulation, invocation: Invocation): GitHub {
  const { reach, atGitHub } = simulation;
  const { seed, world } = simulation.story;
  const answer = <T>(what: string, effect: () => T): Promise<GitHubAnswer<T>> =>
    invocation.call(asked, () => {
      const trouble = findTrouble(simulation, what);
      if (trouble !== null) return { ok: false, trouble };
      reach.count('deed', `github ${what}`);
      return { ok: true, value: effect() };
    });
  const first = simulation.story.apps.map(({ name }) => commitOf(`${name}-c1`).slice(0, 8));
  // A quarter of a world's commits fail their checks; the app's first one passed.
  const checksOf = (commit: string) => {
    const chance = mixSeeds(seed, world, Number.parseInt(commit.slice(0, 6), 16));
    const fails = chance % 4 === 0 && !first.includes(commit.slice(0, 8));
    const conclusion = fails ? 'failure' : 'success';
    return { runs: [{ name: 'unit', status: 'completed', conclusion }], statuses: [] };
  };
  return {
    showToken: () => answer('token', () => null),
    commit: (_repository, reference) => answer('commit', () => wholeCommit(simulation, reference)),
    checks: (_repository, commit) => answer('checks', () => checksOf(commit)),
    setStatus: (_repository, commit, { state, description, context }) =>
      answer('status', () => {
        simulation.tell(
          () => `${invocation.name} tells GitHub: ${context} ${state} ${description}`,
        );
        atGitHub.add(`${commit} ${state}: ${description}`);
        return null;
      }),
    deployment: (_repository, commit) =>
      answer('deployment', () => ((commit[2] ?? '') < '8' ? 7 : null)),
    setDeploymentStatus: () => answer('deployment-status', () => null),
  };
}

/** GitHub knows the whole of a commit that Heroku was told the beginning of. */
function wholeCommit({ heroku }: Simulation, reference: string): string {
  const releases = [...heroku.apps.values()].flatMap((app) => app.releases);
  const commits = releases.map(({ code }) => commitOf(code.id));
  return commits.find((commit) => commit.startsWith(reference)) ?? reference.padEnd(40, '0');
}

function findTrouble({ faults, random, now }: Simulation, what: string): GitHubTrouble | null {
  const away = faults.holds('network-down', now);
  if (!away && !faults.strikes('github-refuses', now)) return null;
  const canRetry = away || random.chance(passingRate);
  const kind = canRetry ? 'timeout' : what === 'token' ? 'unauthorized' : 'forbidden';
  return { kind, message: `${what} was refused`, advice: 'look', canRetry, status: null };
}
