/** What is asked of GitHub and told to it. */
import type { AnswerOr, Trouble } from './trouble.ts';

/** Why GitHub could not be asked or told; `no-commit`: nobody can say which commit it was. */
export type GitHubTrouble = Trouble<'no-commit'>;

/** GitHub's answer, or why there is none. */
export type GitHubAnswer<T> = AnswerOr<T, GitHubTrouble>;

/** The four words that a commit's status can say (GitHub REST API, "Commit statuses"). */
export type CommitState = 'pending' | 'success' | 'failure' | 'error';

/** What a deployment's status says of the same (GitHub REST API, "Deployment statuses"). */
export const deploymentStates = {
  pending: 'in_progress',
  success: 'success',
  failure: 'failure',
  error: 'error',
} as const satisfies Readonly<Record<CommitState, string>>;

/** What GitHub knows of a commit, as it says it. */
export type CommitChecks = {
  readonly runs: readonly {
    readonly name: string;
    readonly status: string;
    readonly conclusion: string | null;
  }[];
  readonly statuses: readonly { readonly context: string; readonly state: string }[];
};

/** A whole commit, and not a part of one. */
export function isWholeCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/**
 * A commit, or the beginning of one that GitHub can complete. A branch or a tag is none: by now it
 * may be at another commit than the one that was deployed.
 */
export function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(text);
}
