/** GitHub's part in the catalogue's examples: checks that fail and pass, a token that has ended. */
import { type Draft, withEntry, withState } from '../draft.ts';
import type { LedgerEntry } from '../state.ts';
import { fresh } from './example-draft.ts';
import { now } from './example-releases.ts';

const second = 1_000;
const checks = { since: now - 180 * second, askedAt: now - 20 * second, told: false };
const commit = '9c0ffee1a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5';

/** v29 runs, and two checks of its commit have failed. */
export const unchecked: Draft = withChecks({
  ...checks,
  state: 'failing',
  passed: 4,
  names: ['unit tests', 'lint'],
});

/** The same release, and its checks pass by now. */
export const checked: Draft = withChecks({ ...checks, state: 'passing', passed: 6, names: [] });

/** GitHub knows no such repository, or does not show it to this token. */
export const unwelcome: Draft = withState(fresh, {
  github: {
    asking: null,
    telling: {
      at: now - 20 * second,
      times: 1,
      message: 'POST /repos/acme/my-shop/statuses/9c0ffee1 answered 404: Not Found',
      advice:
        'check `repository: acme/my-shop` in apps.yml: it was renamed or deleted, or the token ' +
        'may not see it (GitHub answers 404 then)',
      canRetry: false,
      ofToken: false,
    },
  },
});

function withChecks(seen: LedgerEntry['checks']): Draft {
  const draft = withEntry(fresh, 'release-29', { commit, checks: seen });
  return { ...draft, app: { ...draft.app, checks: 'hold' } };
}
