/** GitHub's REST API: the few calls that tell it of a release and ask it of a commit. */

import {
  type CommitChecks,
  type CommitState,
  deploymentStates,
  type GitHubAnswer,
} from '../core/github.ts';
import { limits } from '../core/limits.ts';
import type { Secret } from '../core/secret.ts';
import { createAccount } from './github/account.ts';
import { ask, askForAll } from './github/ask.ts';
import * as wire from './github/wire.ts';

/** What is said of a commit. `description` is cut where GitHub would refuse a longer one. */
export type Said = {
  readonly state: CommitState;
  readonly description: string;
  /** Whose word it is, `lastgood/shop`: the next one of the same takes its place. */
  readonly context: string;
};

/** Every answer is a value: a GitHub that refuses or hangs throws nothing. */
export type GitHub = {
  /** Shows the token, in a call that counts against no limit (GitHub REST API, "Rate limit"). */
  showToken(): Promise<GitHubAnswer<null>>;
  /** The whole commit behind a short one, a tag or a branch; null: GitHub knows of none. */
  commit(repository: string, reference: string): Promise<GitHubAnswer<string | null>>;
  /** Check runs and statuses of a commit. */
  checks(repository: string, commit: string): Promise<GitHubAnswer<CommitChecks>>;
  setStatus(repository: string, commit: string, said: Said): Promise<GitHubAnswer<null>>;
  /** The newest deployment of a commit to an environment; null: there is none. */
  deployment(
    repository: string,
    commit: string,
    environment: string,
  ): Promise<GitHubAnswer<number | null>>;
  setDeploymentStatus(
    repository: string,
    deployment: number,
    said: Said,
  ): Promise<GitHubAnswer<null>>;
};

/** Where GitHub is and as whom it is asked; `timeoutMs` is for tests that cannot wait. */
export type GitHubOptions = {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly timeoutMs?: number;
};

/** Opens nothing yet: the first call connects. */
export function createGitHub(options: GitHubOptions): GitHub {
  const account = createAccount(options);
  const ofCommit = (repository: string, commit: string) =>
    `/repos/${repository}/commits/${encodeURIComponent(commit)}`;
  return {
    showToken: () => ask(account, { method: 'GET', path: '/rate_limit' }, wire.anything),
    commit: async (repository, reference) => {
      const asked = { method: 'GET', path: ofCommit(repository, reference) } as const;
      const answer = await ask(account, asked, wire.commitShape);
      // So GitHub says that the repository has no such commit; a 404 is of the repository itself.
      const missing = !answer.ok && answer.trouble.status === 422;
      return missing ? { ok: true, value: null } : answer;
    },
    checks: async (repository, commit) => {
      const path = ofCommit(repository, commit);
      const [runs, statuses] = await Promise.all([
        askForAll(account, `${path}/check-runs`, wire.checkRunsShape),
        askForAll(account, `${path}/status`, wire.combinedStatusShape),
      ]);
      if (!runs.ok) return runs;
      if (!statuses.ok) return statuses;
      return { ok: true, value: { runs: runs.value, statuses: statuses.value } };
    },
    setStatus: (repository, commit, { state, description, context }) => {
      const path = `/repos/${repository}/statuses/${encodeURIComponent(commit)}`;
      const body = { state, description: cut(description), context };
      return ask(account, { method: 'POST', path, body }, wire.anything);
    },
    deployment: (repository, commit, environment) => {
      const query = new URLSearchParams({ sha: commit, environment, per_page: '1' });
      const path = `/repos/${repository}/deployments?${query}`;
      return ask(account, { method: 'GET', path }, wire.deploymentShape);
    },
    setDeploymentStatus: (repository, deployment, { state, description }) => {
      const path = `/repos/${repository}/deployments/${deployment}/statuses`;
      const body = {
        state: deploymentStates[state],
        description: cut(description),
        // Whether earlier deployments are over is for whoever deploys.
        auto_inactive: false,
      };
      return ask(account, { method: 'POST', path, body }, wire.anything);
    },
  };
}

function cut(description: string): string {
  return [...description].slice(0, limits.githubDescriptionCharactersMax).join('');
}
