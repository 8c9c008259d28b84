import { describe, expect, test } from 'vitest';
import { noEvidence } from '../../../lib/core/state.ts';
import { minute, second } from '../film.ts';
import { convicted, trouble, webDyno } from '../scenes.ts';

function verifying() {
  const film = convicted();
  const rollback = film.accept();
  film.look('sick');
  film.world.dynos = webDyno('up', rollback.version);
  film.said.length = 0;
  return film;
}

describe('verifying a rollback', () => {
  test('takes no unknown reading for a proof', () => {
    const film = verifying();
    film.looks(4, 'healthy');
    expect(film.looks(20, 'unknown')).not.toContain('rolled-back');
    expect(film.looks(1, 'healthy')).toEqual(expect.arrayContaining(['rolled-back']));
  });

  test('takes no health for a proof while Heroku cannot say what is current', () => {
    const film = verifying();
    film.look('healthy');
    film.world.trouble = trouble();
    expect(film.looks(20, 'healthy')).toEqual([]);
    film.world.trouble = null;
    expect(film.look('healthy')).toEqual(['rolled-back']);
  });

  test('that ends without a proof does not say that the app is failing', () => {
    const film = verifying();
    film.world.trouble = trouble();
    const said = film.looks(20, 'healthy', minute);
    expect(said).toEqual(['rollback-unverified', 'recovered']);
    expect(film.verdictOf(1)).toBe('good');
    expect(film.state.incident).toBeNull();
  });

  test('is ineffective when the row of sick readings is sustained', () => {
    const film = verifying();
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-ineffective']);
    expect(film.verdictOf(1)).toBe('inconclusive');
    expect(film.state.situation).toMatchObject({ why: 'rollback-ineffective' });
  });

  test('of a release whose dynos have all crashed needs no warm-up to fail', () => {
    const film = verifying();
    film.world.dynos = webDyno('crashed', 3);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-ineffective']);
  });

  test('needs the whole minute of health, and no more', () => {
    const film = verifying();
    film.look('healthy');
    film.looks(5, 'healthy', 10 * second);
    expect(film.look('healthy', { after: 10 * second - 1 })).toEqual([]);
    expect(film.look('healthy', { after: 1 })).toEqual(['rolled-back']);
    expect(film.state.situation).toEqual({ name: 'rolled-back', since: film.now });
    expect(film.state.ledger[0]).toMatchObject({ verdict: 'good', judgedAt: film.now });
  });

  test('needs several healthy readings, however long the minute was', () => {
    const film = verifying();
    film.look('healthy');
    expect(film.look('healthy', { after: 3 * minute })).toEqual([]);
    expect(film.look('healthy')).toEqual(['rolled-back']);
  });

  test('begins with no evidence of the release before', () => {
    const film = verifying();
    expect(film.state.evidence).toEqual({ ...noEvidence, rowTimes: expect.any(Array) });
    expect(film.state.ledger[0]).toMatchObject({
      version: 3,
      kind: 'rollback',
      attributable: false,
      verdict: 'unproven',
      seenAt: film.now,
    });
  });

  test('ends with its deadline: the warm-up, the minute and ten sweeps', () => {
    const film = verifying();
    const { situation } = film.state;
    const deadline = situation.name === 'verifying' ? situation.deadline : 0;
    expect(deadline - film.now).toBe(75 * second + minute + 10 * minute);
    film.looks(3, 'unknown');
    expect(film.look('unknown', { after: deadline - 1 - film.now })).not.toContain(
      'rollback-unverified',
    );
    expect(film.look('unknown', { after: 1 })).toContain('rollback-unverified');
    const why = 'rollback-unverified';
    expect(film.state.situation).toEqual({ name: 'escalated', since: deadline, why });
  });

  test('gives its dynos 75 seconds to boot, in which nothing is scored', () => {
    const film = convicted();
    film.accept();
    film.look('sick');
    film.world.dynos = webDyno('starting', 3);
    film.look('sick', { after: 75 * second - 1 });
    expect(film.state.evidence.sickInARow).toBe(0);
    film.look('healthy', { after: 1 });
    expect(film.state.evidence.healthyInARow).toBe(0);
    film.world.dynos = webDyno('up', 3);
    film.look('healthy');
    expect(film.state.evidence.healthyInARow).toBe(1);
  });

  test('waits four minutes under preboot, whatever the dynos show', () => {
    const film = convicted();
    film.world.preboot = true;
    film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', 3);
    film.look('sick', { after: 20 * second });
    expect(film.state.evidence.sickInARow).toBe(0);
    film.look('healthy', { after: 220 * second - 1 });
    expect(film.state.evidence.healthyInARow).toBe(0);
    film.look('healthy', { after: 1 });
    expect(film.state.evidence.healthyInARow).toBe(1);
  });
});
