// When the app's log is read for the cause, and whose lines are looked at.

import { describe, expect, test } from 'vitest';
import { logWanted } from '../../../lib/core/decide/ask-log.ts';
import { Film, hour, minute, second } from '../film.ts';
import { afterDeploy, convicted, trouble, webDyno } from '../scenes.ts';

/** Whose log each of the film's decisions asks for. */
function asked(film: Film) {
  return film.decisions.flatMap(({ input, decision }) => {
    const suspect = logWanted(input.state, decision.state);
    return suspect === null ? [] : [suspect];
  });
}

describe('the app’s log is read', () => {
  test('once, with the decision to roll back, for the lines of the culprit', () => {
    const film = convicted();
    const { createdAt } = film.world.releases[0] ?? { createdAt: 0 };
    expect(asked(film)).toEqual([{ version: 2, since: createdAt }]);
    const rollback = film.accept();
    film.look('sick');
    film.world.dynos = webDyno('up', rollback.version);
    film.looks(10, 'sick', 20 * second);
    expect(film.situation).toBe('escalated');
    expect(asked(film)).toHaveLength(1);
  });

  test('no further back than five minutes before the app went sick', () => {
    const film = afterDeploy();
    film.looks(130, 'healthy');
    film.now += 5 * hour;
    film.looks(3, 'sick', minute);
    const wentSickAt = film.now - 2 * minute;
    expect(asked(film)).toEqual([{ version: 2, since: wentSickAt - 5 * minute }]);
  });

  test('where a rollback is held, for what runs', () => {
    const film = afterDeploy();
    film.world.fleetFull = 'one is under way';
    film.looks(9, 'sick', 20 * second);
    expect(asked(film)).toMatchObject([{ version: 2 }]);
  });

  test('where no release is to blame, for whatever runs', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    film.looks(9, 'sick', 20 * second);
    const wentSickAt = film.now - 8 * 20 * second;
    expect(asked(film)).toEqual([{ version: null, since: wentSickAt - 5 * minute }]);
  });

  test('anew in an incident of its own', () => {
    const film = new Film().provenGood();
    film.now += 30 * hour;
    film.looks(3, 'sick', 20 * second);
    film.looks(3, 'healthy');
    film.looks(3, 'sick', 20 * second);
    expect(asked(film)).toHaveLength(2);
  });

  test('where it was given to people, if it was not read before', () => {
    const film = convicted();
    const { incident } = film.state;
    film.state = { ...film.state, incident: incident && { ...incident, logAskedAt: null } };
    film.settle({ kind: 'trouble', trouble: trouble({ kind: 'forbidden', canRetry: false }) });
    film.looks(3, 'sick');
    expect(asked(film)).toMatchObject([{ version: 2 }, { version: 2 }]);
  });

  test('for no app whose check has never passed, and for none that blips', () => {
    const film = new Film();
    film.release();
    film.looks(5, 'sick', 20 * second);
    expect(film.state.incident).not.toBeNull();
    const blip = afterDeploy();
    blip.look('sick');
    blip.looks(5, 'healthy');
    expect([...asked(film), ...asked(blip)]).toEqual([]);
  });

  test('for whatever runs, where the ledger holds the culprit no more', () => {
    const { state } = convicted();
    const { incident } = state;
    const before = { ...state, incident: incident && { ...incident, logAskedAt: null } };
    const since = (incident?.openedAt ?? 0) - 5 * minute;
    expect(logWanted(before, { ...state, ledger: [] })).toEqual({ version: null, since });
  });
});
