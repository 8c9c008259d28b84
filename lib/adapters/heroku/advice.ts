import { limits } from '../../core/limits.ts';
import type { HerokuTrouble } from '../../core/release.ts';

/** What kind of trouble an HTTP status that is no success means. */
export function kindOfStatus(status: number): HerokuTrouble['kind'] {
  if (status >= 500) return 'unavailable';
  // The Platform API never redirects: something else is answering in its place.
  if (status < 400) return 'malformed';
  return kinds.get(status) ?? 'rejected';
}

const kinds = new Map<number, HerokuTrouble['kind']>([
  [401, 'unauthorized'],
  [402, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [429, 'rate-limited'],
]);

/** What to do next about a status (its ids: Dev Center, Platform API reference, Errors). */
export function adviceForStatus(refusal: {
  readonly status: number;
  readonly errorId: string | null;
  readonly path: string;
}): string {
  const { status, errorId, path } = refusal;
  if (status >= 500) return nextSteps.unavailable;
  if (status < 400) return nextSteps.malformed;
  if (status === 403) return forbidden(errorId, appOf(path));
  if (status === 404) return notFound(appOf(path));
  return statusSteps.get(status) ?? nextSteps.rejected;
}

/** What to do next where no status tells. */
export const nextSteps = {
  'no-token':
    'set HEROKU_API_KEY to a token (`heroku authorizations:create`); until then apps are ' +
    'watched and alerts sent, and nothing is rolled back',
  'bad-token':
    'set HEROKU_API_KEY to the token alone, without white space, line breaks or quotes around it',
  'rate-limited':
    `wait: Heroku adds ${limits.rateLimitRefillPerMinute} calls a minute; find what else uses ` +
    'this account (CI, dashboards, add-ons), or give lastgood an account of its own',
  unavailable: 'wait, and look at https://status.heroku.com if it lasts',
  malformed:
    'check that HEROKU_API_URL is the Platform API itself, with no proxy that answers for it; ' +
    'look at https://status.heroku.com if it is',
  timeout: 'wait, and look at https://status.heroku.com and at our own network if it lasts',
  dns: 'check the host of HEROKU_API_URL and that this machine can resolve names',
  connect: 'check the host and port of HEROKU_API_URL and that this machine may connect to it',
  tls: 'check the certificate of the host of HEROKU_API_URL, and any proxy on the way to it',
  dropped: 'wait, and look at https://status.heroku.com and at our own network if it lasts',
  rejected: 'read what Heroku says and look at the app with `heroku releases`; repeating is no use',
} as const;

const statusSteps = new Map<number, string>([
  [
    401,
    'make a new token with `heroku authorizations:create` and set HEROKU_API_KEY: this one is ' +
      'wrong, expired or revoked',
  ],
  [402, 'settle the unpaid bill of the account at https://dashboard.heroku.com/account/billing'],
  [409, 'look at `heroku releases`: something else was changing the app at the same moment'],
  [410, 'look at `heroku releases`: what was asked for is gone for good'],
  [429, nextSteps['rate-limited']],
]);

function forbidden(errorId: string | null, app: string | null): string {
  switch (errorId) {
    case 'two_factor':
      return (
        'set HEROKU_API_KEY to a token that needs no second factor: make it with ' +
        '`heroku authorizations:create`'
      );
    case 'suspended':
      return 'ask Heroku Support why the account or the app is suspended';
    default:
      return (
        `give the token's user access to ${app === null ? 'the apps' : `app ${app}`} ` +
        '(`heroku access:add`) and the token a scope that allows this: `read` to look, ' +
        '`write-protected` to roll back'
      );
  }
}

function notFound(app: string | null): string {
  if (app === null) return nextSteps.malformed;
  return (
    `check app ${app}: it, or what was asked of it, was renamed or deleted, or the token's user ` +
    'is no collaborator (`heroku access:add`)'
  );
}

function appOf(path: string): string | null {
  return /^\/apps\/([^/?]+)/.exec(path)?.[1] ?? null;
}
