import { describe, expect, test } from 'vitest';
import { type Film, minute, second } from '../film.ts';
import { afterDeploy, trouble, webDyno } from '../scenes.ts';

const redPlatform = { color: 'red', detail: 'Apps is red' };

function addPending(film: Film): void {
  film.release({ status: 'pending', current: false });
}

function makeIneligible(film: Film): void {
  film.change('release-1', { eligibleForRollback: false });
}

describe('a conviction is held, with every reason, when', () => {
  const cases: [string, (film: Film) => void, string][] = [
    ['the app is scaled to zero', (film) => (film.world.web = 0), 'web-dynos'],
    ['Heroku reports trouble', (film) => (film.world.platform = redPlatform), 'platform'],
    ['the fleet has no room', (film) => (film.world.fleetFull = 'one is under way'), 'fleet'],
    ['a newer release is pending', (film) => addPending(film), 'pending'],
    ['the target is not eligible', (film) => makeIneligible(film), 'target'],
    ['Heroku cannot be read', (film) => (film.world.trouble = trouble({})), 'readable'],
  ];
  test.each(cases)('%s', (_name, arrange, guard) => {
    const film = afterDeploy();
    arrange(film);
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['rollback-held']);
    expect(film.situation).toBe('held');
    expect(film.last.done.join()).toContain(`[${guard}]`);
    expect(film.last.severity).toBe('critical');
    expect(film.effect).toBeNull();
  });

  test('several guards stand in the way, and all are named', () => {
    const film = afterDeploy();
    film.world.web = 0;
    film.world.platform = redPlatform;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.done.join()).toContain('[web-dynos]');
    expect(film.last.done.join()).toContain('[platform]');
  });

  test('the app runs a release command and releasePhase is hold', () => {
    const film = afterDeploy({ releasePhase: 'hold' });
    film.world.releaseCommand = true;
    film.looks(3, 'sick', 20 * second);
    expect(film.last.done.join()).toContain('[release-phase]');
    expect(film.effect).toBeNull();
  });

  test('an add-on made a release in between', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.release({ description: 'Update REDIS by heroku-redis', artifact: 'slug-2' });
    film.looks(2, 'healthy');
    film.said.length = 0;
    film.world.dynos = webDyno('up', 3);
    film.looks(4, 'sick', 20 * second);
    expect(film.effect).toBeNull();
    expect(film.last.done.join()).toContain('[add-on]');
  });

  test('people are to be asked: the alert carries the command', () => {
    const film = afterDeploy({ rollback: 'ask' });
    expect(film.looks(3, 'sick', 20 * second)).toEqual(['would-roll-back']);
    expect(film.last.next[0]).toBe('Roll back: `heroku rollback v1 -a shop`');
    film.looks(50, 'sick', minute);
    expect(film.effect).toBeNull();
  });
});

describe('a held app', () => {
  test('is rolled back once nothing stands in the way any more', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    film.world.fleetFull = null;
    expect(film.look('sick', { after: minute })).toEqual(['rollback-started']);
  });

  test('that gets well is left alone', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(3, 'sick', 20 * second);
    expect(film.looks(3, 'healthy', minute)).toEqual(['recovered']);
    expect(film.effect).toBeNull();
    expect(film.state.incident).toBeNull();
  });
});
