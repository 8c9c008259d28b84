/** What `verify` prepares is judged by the very rules of production. */
import { describe, expect, test } from 'vitest';
import type { App } from '../../../lib/core/app.ts';
import { type Baseline, stateOf } from '../../../lib/core/verify/baseline.ts';
import { Film, hour, second } from '../film.ts';
import { webDyno } from '../scenes.ts';

/** A baseline of v1, and v2 that came two hours later and is sick. */
function afterDeploy(health: Baseline['health'], rollback: App['rollback'] = 'auto'): Film {
  const film = new Film({ rollback });
  const release = film.release();
  const about = { app: film.app.name, notedAt: film.now, checkHash: film.hash, came: 'ok' };
  const versionBody = null;
  film.state = stateOf({ ...about, health, release, versionBody }, film.world.releases, film.now);
  film.now += 2 * hour;
  film.release();
  film.world.dynos = webDyno('up', 2);
  film.look('sick', { news: true });
  film.looks(4, 'sick', 15 * second);
  return film;
}

function startedText({ said }: Film): string {
  return said.find(({ kind }) => kind === 'rollback-started')?.happened ?? '';
}

describe('a baseline', () => {
  test('that was noted stands for the health before, however long the deploy took', () => {
    const film = afterDeploy('healthy');
    expect(film.effect?.intent).toMatchObject({ culprit: { version: 2 }, target: { version: 1 } });
    expect(startedText(film)).toContain('v1 is the last release that lastgood saw healthy');
  });

  test('that somebody vouched for too, and the alert says that nobody saw it', () => {
    const film = afterDeploy('vouched');
    expect(film.effect?.intent.target.version).toBe(1);
    expect(startedText(film)).toContain(
      'v1 is the release that was current before; nobody saw it healthy.',
    );
    expect(startedText(film)).not.toContain('lastgood saw');
  });

  test('that somebody vouched for is said to be so where a person is asked to roll back', () => {
    const { said } = afterDeploy('vouched', 'ask');
    const happened = said.find(({ kind }) => kind === 'would-roll-back')?.happened;
    expect(happened).toContain('v1 is the release that was current before; nobody saw it healthy.');
    expect(happened).not.toContain('lastgood saw');
  });

  test.each(['sick', 'unknown'] as const)('that was %s blames nobody', (health) => {
    const film = afterDeploy(health);
    expect(film.effect).toBeNull();
    expect(film.state.situation.name).toBe('down');
  });
});
