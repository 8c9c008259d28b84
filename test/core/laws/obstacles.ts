/** Each kind of thing that can stand in a rollback's way, put into the facts of a look. */
import type { Input } from '../../../lib/core/draft.ts';
import type { Facts } from '../../../lib/core/facts.ts';
import { sicknessOf } from '../../../lib/core/others.ts';
import { pauseOf } from '../pauses.ts';
import { trouble } from '../scenes.ts';

export const obstacles = [
  'paused',
  'unreadable',
  'no-web-dynos',
  'formation-unread',
  'platform-red',
  'fleet-full',
  'shared-cause',
  'maintenance',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** The same facts with something in the way. */
export function obstructed(obstacle: Obstacle, { facts, state, now }: Input): Facts {
  const { heroku } = facts;
  switch (obstacle) {
    case 'paused':
      return { ...facts, pause: { app: pauseOf({ at: now, until: now + 1 }), fleet: null } };
    case 'unreadable':
      return heroku === null ? facts : { ...facts, heroku: null, trouble: trouble({}) };
    case 'no-web-dynos':
      return withHeroku(facts, { formation: [{ type: 'web', quantity: 0 }] });
    case 'formation-unread':
      return withHeroku(facts, { formation: null });
    case 'platform-red':
      return { ...facts, platform: { color: 'red', detail: 'Apps is red' } };
    case 'fleet-full':
      return { ...facts, fleetFull: 'one is under way' };
    case 'shared-cause': {
      const { since } = sicknessOf('shop', state, now);
      const sick = [{ app: 'blog', since, releasedAt: null }];
      const { sweptAt = null } = facts.others ?? {};
      return { ...facts, others: { sick, fleet: 2, sweptAt } };
    }
    case 'maintenance':
      return heroku === null
        ? facts
        : withHeroku(facts, { app: { ...heroku.app, maintenance: true } });
    default:
      return obstacle satisfies never;
  }
}

function withHeroku(facts: Facts, change: Partial<NonNullable<Facts['heroku']>>): Facts {
  return facts.heroku === null ? facts : { ...facts, heroku: { ...facts.heroku, ...change } };
}
