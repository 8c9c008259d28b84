import { describe, expect, test } from 'vitest';
import { fence } from '../../../lib/core/settle-rollback.ts';
import { minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble } from '../scenes.ts';

const full = { kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) } as const;

describe('a rollback that waits to be sent again', () => {
  test('is not sent to an app that has got well by itself, and the incident is closed', () => {
    const film = convicted();
    film.settle(full);
    film.said.length = 0;
    expect(film.looks(6, 'healthy')).toEqual(['recovered']);
    expect(film.looks(30, 'sick', 2 * second)).not.toContain('rollback-started');
    expect(film.effect).toBeNull();
    expect(film.situation).not.toBe('rolling-back');
  });

  test('is not sent on a healthy or an unknown reading', () => {
    const film = convicted();
    film.settle(full);
    film.look('healthy', { after: 20 * second });
    film.look('unknown', { after: 20 * second });
    expect(film.effect).toBeNull();
  });

  test('is not sent while the app is in maintenance', () => {
    const film = convicted();
    film.settle(full);
    film.world.maintenance = true;
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    film.world.maintenance = false;
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).not.toBeNull();
  });

  test('is not sent once the target can no longer be gone back to', () => {
    const film = convicted();
    film.settle(full);
    film.change('release-1', { eligibleForRollback: false });
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).toBeNull();
  });

  test('is not sent once somebody has set rollback to "off"', () => {
    const film = convicted();
    film.settle(full);
    Object.assign(film.app, { rollback: 'off' });
    film.looks(5, 'sick', 20 * second);
    expect(film.effect).toBeNull();
  });

  test('is given up after a quarter of an hour, and says that it was never sent', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'v3 is being released right now' });
    film.world.trouble = trouble();
    expect(film.looks(17, 'sick', minute)).toEqual(['rollback-unknown']);
    expect(film.last.happened).not.toContain('(0 times)');
    expect(film.last.happened).toContain('never asked');
    expect(film.situation).toBe('escalated');
  });

  test('is not given up while its call may still be on its way', () => {
    const film = convicted();
    film.settle(full);
    for (let tries = 0; film.effect === null || film.now < convictedAt(film) + 14.9 * minute; ) {
      if (film.effect !== null) film.settle(full);
      film.look('sick', { after: 5 * second });
      tries += 1;
      if (tries > 400) throw new Error('never sent');
    }
    expect(film.look('sick', { after: 10 * second })).toEqual([]);
    film.accept();
    expect(film.look('sick')).toEqual(['rollback-current']);
  });
});

function convictedAt(film: ReturnType<typeof convicted>): number {
  return film.state.rollbacks[0]?.at ?? 0;
}

describe('a rollback that Heroku took', () => {
  test('and never makes current is given to people after 65 minutes', () => {
    const film = convicted();
    film.accept({ current: false });
    film.change('release-2', { current: true });
    film.looks(70, 'sick', minute);
    expect(film.situation).toBe('escalated');
  });

  test('and then cannot be read about is given to people after 65 minutes', () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    film.world.trouble = trouble({ kind: 'unavailable' });
    film.looks(70, 'sick', minute);
    expect(film.situation).toBe('escalated');
    film.looks(70, 'sick', minute);
    expect(film.effect).toBeNull();
  });

  test('after a release that failed in between is no race', () => {
    const film = convicted();
    film.settle(full);
    film.release({ status: 'failed', current: false });
    film.looks(4, 'sick');
    film.accept();
    film.said.length = 0;
    expect(film.look('sick')).toEqual(['rollback-current']);
  });

  test('is not mistaken for somebody’s older one to the same release, which failed', () => {
    const film = afterDeploy();
    film.release({ description: 'Rollback to v1', status: 'failed', current: false });
    film.looks(3, 'sick', 20 * second);
    expect(film.situation).toBe('rolling-back');
    expect(film.look('sick')).toEqual([]);
    const { effect } = film;
    const intent = effect?.intent;
    expect(intent && fence(intent, film.world.releases)).toBeNull();
    film.accept();
    expect(film.look('sick')).toEqual(['rollback-current']);
  });

  test('is sent past a release that has been stuck for more than an hour', () => {
    const film = afterDeploy();
    film.release({ status: 'pending', current: false });
    film.looks(70, 'healthy', minute);
    film.said.length = 0;
    expect(film.looks(3, 'sick', minute)).toEqual(['rollback-started']);
    const intent = film.effect?.intent;
    expect(intent && fence(intent, film.world.releases)).toBeNull();
  });
});
