/** GitHub as one invocation meets it: late, now and then refusing, and keeping what it took. */
import type { GitHub } from '../../../lib/adapters/github.ts';
import type { GitHubAnswer, GitHubTrouble } from '../../../lib/core/github.ts';
import type { Invocation, Span } from '../invocation.ts';
import type { Simulation } from '../simulation.ts';

const asked: Span = { from: 50, to: 800, slow: 3_000 };
const refusalRate = 0.15;
/** Of the refusals, those that pass by themselves. */
const passingRate = 0.7;

export function githubDoor(simulation: Simulation, invocation: Invocation): GitHub {
  const { random, reach, atGitHub } = simulation;
  const answer = <T>(what: string, effect: () => T): Promise<GitHubAnswer<T>> =>
    invocation.call(asked, () => {
      const trouble = findTrouble(simulation, what);
      if (trouble !== null) return { ok: false, trouble };
      reach.count('deed', `github ${what}`);
      return { ok: true, value: effect() };
    });
  const conclusion = random.chance(0.5) ? 'success' : 'failure';
  const unit = { name: 'unit', status: 'completed', conclusion };
  return {
    commit: (_repository, reference) => answer('commit', () => reference.padEnd(40, '0')),
    checks: () => answer('checks', () => ({ runs: [unit], statuses: [] })),
    setStatus: (_repository, commit, { state, description, context }) =>
      answer('status', () => {
        simulation.tell(
          () => `${invocation.name} tells GitHub: ${context} ${state} ${description}`,
        );
        atGitHub.add(`${commit} ${state}: ${description}`);
        return null;
      }),
    deployment: () => answer('deployment', () => (random.chance(0.5) ? 7 : null)),
    setDeploymentStatus: () => answer('deployment-status', () => null),
  };
}

function findTrouble({ faults, random, now }: Simulation, what: string): GitHubTrouble | null {
  const away = faults.holds('network-down', now);
  if (!away && !random.chance(refusalRate)) return null;
  const canRetry = away || random.chance(passingRate);
  const kind = canRetry ? 'timeout' : 'forbidden';
  return { kind, message: `${what} was refused`, advice: 'look', canRetry, status: null };
}
