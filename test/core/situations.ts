/** One of every situation that an app can be in. */
import type { Intent, Situation } from '../../lib/core/state.ts';
import { dawn, minute } from './film.ts';

export const testIntent: Intent = {
  culprit: { id: 'release-2', version: 2, artifact: 'slug-2' },
  target: { id: 'release-1', version: 1, artifact: 'slug-1' },
  plannedAt: dawn,
  newestVersion: 2,
  sends: 1,
  sentAt: dawn,
  retryAt: null,
  release: null,
  trouble: null,
  slowTold: false,
};

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
