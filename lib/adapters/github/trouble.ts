import type { GitHubTrouble } from '../../core/github.ts';
import { networkFailure } from '../network-failure.ts';

/** The part of a call that a trouble tells about. */
export type Asked = { readonly method: 'GET' | 'POST'; readonly path: string };

/** GitHub answered with a status that is no success; `words` are already safe. */
export function refused(
  asked: Asked,
  came: { readonly status: number; readonly limited: boolean; readonly words: string },
): GitHubTrouble {
  const { status, words } = came;
  const kind = kindOf(came);
  return {
    kind,
    message: `${name(asked)} answered ${status}: ${words}`,
    advice: kind === 'not-found' ? notFound(asked) : steps[kind],
    canRetry: kind === 'rate-limited' || kind === 'unavailable',
    status,
  };
}

/** A success that is not what GitHub documents. `what` is already safe. */
export function malformed(asked: Asked, what: string): GitHubTrouble {
  const message = `the answer to ${name(asked)} ${what}`;
  return { kind: 'malformed', message, advice: steps.malformed, canRetry: true, status: null };
}

/** The call's deadline passed: before an answer, or in the middle of one. */
export function timedOut(asked: Asked, timeoutMs: number): GitHubTrouble {
  const message = `${name(asked)} had no whole answer within ${timeoutMs} ms`;
  return { kind: 'timeout', message, advice: steps.timeout, canRetry: true, status: null };
}

/** The network failed. */
export function unreachable(asked: Asked, host: string, error: unknown): GitHubTrouble {
  const { what, code } = networkFailure(error);
  const message = `${name(asked)} did not get through to ${host} (${what}, ${code})`;
  return { kind: 'unreachable', message, advice: steps.unreachable, canRetry: true, status: null };
}

type Refusal = Exclude<GitHubTrouble['kind'], 'no-commit'>;

/** A 403 that comes of too many calls says so in its headers (GitHub REST API, "Rate limits"). */
function kindOf({ status, limited }: { status: number; limited: boolean }): Refusal {
  if (status === 429 || (status === 403 && limited)) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  // A repository that was renamed or moved redirects; a POST must not be sent on blindly.
  if (status === 404 || status < 400) return 'not-found';
  if (status === 401) return 'unauthorized';
  return status === 403 ? 'forbidden' : 'rejected';
}

const steps = {
  unauthorized:
    'make a new fine-grained token at GitHub and store it (LASTGOOD_GITHUB_TOKEN, or its SSM ' +
    'parameter): this one is wrong, expired or revoked',
  forbidden:
    'give the token, for this repository, "Commit statuses" and "Deployments" read and write, ' +
    'and "Checks" and "Contents" read; an organisation may have to approve it',
  rejected: 'read what GitHub says; it may not have the commit that was deployed',
  'rate-limited': 'wait; if it lasts, find what else uses this token, or give lastgood its own',
  unavailable: 'wait, and look at https://www.githubstatus.com if it lasts',
  malformed: 'check that LASTGOOD_GITHUB_API_URL is the REST API itself, with no proxy before it',
  timeout: 'wait, and look at https://www.githubstatus.com if it lasts',
  unreachable: 'check LASTGOOD_GITHUB_API_URL and the network of the place where lastgood runs',
} as const satisfies Readonly<
  Record<Exclude<GitHubTrouble['kind'], 'not-found' | 'no-commit'>, string>
>;

function notFound({ path }: Asked): string {
  const [, owner, repository] = /^\/repos\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  return (
    `check \`repository: ${owner}/${repository}\` in apps.yml: it was renamed or deleted, or the ` +
    'token may not see it (GitHub answers 404 then)'
  );
}

function name({ method, path }: Asked): string {
  return `${method} ${path}`;
}
