import { describe, expect, test } from 'vitest';
import { minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

describe('a rollback', () => {
  test('is done only when the target is current and has been healthy for the time', () => {
    const film = convicted();
    const rollback = film.accept();
    expect(film.look('sick')).toEqual(['rollback-current']);
    expect(film.situation).toBe('verifying');
    film.world.dynos = webDyno('up', rollback.version);
    expect(film.looks(12, 'healthy')).toEqual([]);
    expect(film.look('healthy')).toEqual(['rolled-back']);
    expect(film.situation).toBe('rolled-back');
    expect(film.last.severity).toBe('resolved');
    expect(film.state.incident).toBeNull();
    expect(film.verdictOf(2)).toBe('bad');
    expect(film.verdictOf(3)).toBe('good');
  });

  test('whose answer was lost is found in the ledger and not sent again', () => {
    const film = convicted();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.effect = null;
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    film.world.dynos = webDyno('up', 3);
    expect(film.look('sick')).toEqual(['rollback-current']);
    expect(film.looks(30, 'healthy')).toEqual(['rolled-back']);
    expect(film.effect).toBeNull();
  });

  test('of which nothing is seen is sent a second time after a minute, and never a third', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    film.looks(11, 'sick', 5 * second);
    expect(film.effect).toBeNull();
    film.look('sick', { after: 6 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 2 } });
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    expect(film.looks(13, 'sick', 5 * second)).toEqual(['rollback-unknown']);
    expect(film.situation).toBe('escalated');
    expect(film.effect).toBeNull();
  });

  test('claimed by a worker that died is sent again after a minute', () => {
    const film = convicted();
    film.effect = null;
    film.look('sick', { after: 30 * second });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 31 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 2 } });
  });

  test('that Heroku refuses for good is given to people at once', () => {
    const film = convicted();
    const refusal = trouble({
      kind: 'forbidden',
      canRetry: false,
      advice: 'Give the token write.',
    });
    expect(film.settle({ kind: 'trouble', trouble: refusal })).toEqual(['rollback-refused']);
    expect(film.last.next[0]).toBe('Give the token write.');
    expect(film.situation).toBe('escalated');
    expect(film.looks(31, 'sick', minute)).toEqual(['reminder']);
    expect(film.effect).toBeNull();
  });

  test('for which Heroku has no room waits and is sent again without counting', () => {
    const film = convicted();
    const full = trouble({ kind: 'rate-limited' });
    expect(film.settle({ kind: 'trouble', trouble: full })).toEqual(['rollback-delayed']);
    film.look('sick', { after: 5 * second });
    expect(film.effect).toBeNull();
    film.look('sick', { after: 11 * second });
    expect(film.effect).toMatchObject({ intent: { sends: 1 } });
    expect(film.settle({ kind: 'trouble', trouble: full })).toEqual([]);
  });

  test('that came after somebody else’s release is called a race, and nothing more is done', () => {
    const film = convicted();
    film.release();
    film.accept();
    expect(film.said.map(({ kind }) => kind)).toEqual(['rollback-raced']);
    expect(film.last.undo).toBe('heroku rollback v3 -a shop');
    expect(film.situation).toBe('escalated');
  });

  test('whose release fails leaves the bad release live, and says so', () => {
    const film = convicted();
    const rollback = film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    expect(film.looks(3, 'sick')).toEqual([]);
    film.change(rollback.id, { status: 'failed' });
    expect(film.look('sick')).toEqual(['rollback-release-failed']);
    expect(film.last.headline).toContain('bad release v2 is still live');
    expect(film.situation).toBe('escalated');
  });

  test('that is pending for a quarter of an hour is slow, and stuck after 65 minutes', () => {
    const film = convicted();
    film.accept({ status: 'pending', current: false });
    film.change('release-2', { current: true });
    expect(film.looks(14, 'sick', minute)).toEqual([]);
    expect(film.looks(2, 'sick', minute)).toEqual(['rollback-slow']);
    film.said.length = 0;
    film.looks(60, 'sick', minute);
    expect(film.said.map(({ kind }) => kind)).toContain('rollback-stuck');
    expect(film.situation).toBe('escalated');
  });

  test('after which the app is still sick is ineffective, and no second one follows', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    expect(film.looks(8, 'sick')).toEqual(['rollback-ineffective']);
    expect(film.situation).toBe('escalated');
    expect(film.verdictOf(1)).toBe('inconclusive');
    film.looks(60, 'sick', minute);
    expect(film.effect).toBeNull();
  });

  test('is not sent when somebody released in the meantime: lastgood stands down', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'v2 is no longer current, v3 is' });
    film.release();
    expect(film.look('healthy')).toEqual(['superseded', 'release-detected']);
    expect(film.situation).toBe('warmup');
    expect(film.state.incident).toBeNull();
  });

  test('is never itself rolled back', () => {
    const film = convicted();
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(30, 'healthy');
    film.effect = null;
    expect(film.looks(3, 'sick', minute)).toEqual(['app-down']);
    expect(film.effect).toBeNull();
  });

  test('made by a person is never undone', () => {
    const film = afterDeploy();
    film.release({ description: 'Rollback to v1', artifact: 'slug-1' });
    film.world.dynos = webDyno('up', 3);
    film.looks(2, 'healthy');
    film.said.length = 0;
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.last.done.join()).toContain('[rollback-of-rollback]');
    expect(film.effect).toBeNull();
  });
});
