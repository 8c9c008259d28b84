/** Films of a release whose commit has checks at GitHub. */
import type { Checks } from '../../lib/core/checks.ts';
import type { GitHubTrouble } from '../../lib/core/github.ts';
import { Film, minute } from './film.ts';
import { webDyno } from './scenes.ts';

export const failing: Checks = { state: 'failing', passed: 2, names: ['lint', 'unit'] };
export const running: Checks = { state: 'running', passed: 0, names: ['unit'] };
export const green: Checks = { state: 'passing', passed: 3, names: [] };
export const none: Checks = { state: 'none', passed: 0, names: [] };
export const unreachable: GitHubTrouble = {
  kind: 'not-found',
  message: 'GET /repos/acme/shop/commits/1a5f/check-runs answered 404: Not Found',
  advice: 'let the token read that repository',
  canRetry: false,
  status: 404,
};

/** A good v1, and v2 deployed with such checks; its arrival is said already. */
export function deployed(policy: 'warn' | 'hold', checks: Checks | GitHubTrouble): Film {
  const film = new Film({ repository: 'acme/shop', checks: policy }).provenGood();
  film.world.github = { checks };
  film.now += minute;
  film.release();
  film.world.dynos = webDyno('up', 2);
  film.look('healthy');
  film.said.length = 0;
  return film;
}

export function kindsOf(film: Film): string[] {
  return film.said.map(({ kind }) => kind);
}
