/** One of every situation that an app can be in. */
import type { Intent, Situation } from '../../lib/core/state.ts';
import { dawn, minute } from './film.ts';

/** A rollback of this release to the one before it, sent at dawn. */
export function intentOf(version: number): Intent {
  const one = (of: number) => ({ id: `release-${of}`, version: of, artifact: `slug-${of}` });
  return {
    culprit: one(version),
    target: one(version - 1),
    plannedAt: dawn,
    newestVersion: version,
    sends: 1,
    sentAt: dawn,
    retryAt: null,
    release: null,
    trouble: null,
    slowTold: false,
  };
}

export const testIntent = intentOf(2);

export const situations: { readonly [Name in Situation['name']]: Situation & { name: Name } } = {
  unarmed: { name: 'unarmed', since: dawn, told: false },
  warmup: { name: 'warmup', since: dawn, until: dawn + minute, early: true },
  watching: {
    name: 'watching',
    since: dawn,
    until: dawn + 10 * minute,
    deadline: dawn + 20 * minute,
  },
  steady: { name: 'steady', since: dawn },
  down: { name: 'down', since: dawn },
  held: { name: 'held', since: dawn, guards: ['fleet'], told: ['fleet'], asked: false },
  'rolling-back': { name: 'rolling-back', since: dawn, intent: testIntent },
  verifying: {
    name: 'verifying',
    since: dawn,
    intent: { ...testIntent, release: { id: 'release-3', version: 3 } },
    until: dawn + minute,
    early: true,
    deadline: dawn + 10 * minute,
  },
  'rolled-back': { name: 'rolled-back', since: dawn },
  escalated: { name: 'escalated', since: dawn, why: 'rollback-unknown' },
};
