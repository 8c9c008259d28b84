/** What is asked of GitHub and told to it, and why it could not be, in one shape for every way. */

/** Why GitHub could not be asked or told. */
export type GitHubTrouble = {
  readonly kind:
    | 'unauthorized'
    | 'forbidden'
    | 'not-found'
    | 'rejected'
    | 'rate-limited'
    | 'unavailable'
    | 'timeout'
    | 'unreachable'
    | 'malformed'
    /** Nobody can say which commit it was. */
    | 'no-commit';
  /** What happened, to what: `GET /repos/acme/shop/… answered 403`. Never holds the token. */
  readonly message: string;
  /** What to do next, as an instruction. */
  readonly advice: string;
  /** True when asking again later can help without anybody doing anything. */
  readonly canRetry: boolean;
  readonly status: number | null;
};

/** GitHub's answer, or why there is none. */
export type GitHubAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: GitHubTrouble };

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
