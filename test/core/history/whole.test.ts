// Nothing that a decision was made from is lost when it is kept and read back.

import { describe, expect, test } from 'vitest';
import { entryText, type HistoryEntry, parseEntry } from '../../../lib/core/history.ts';
import { dawn, Film } from '../film.ts';
import { afterDeploy, convicted, trouble } from '../scenes.ts';

/** The entry after it was written and read back. */
function kept(entry: HistoryEntry): HistoryEntry {
  const back = parseEntry(entryText(entry));
  if (back === null) throw new Error(`not readable: ${entryText(entry)}`);
  return back;
}

function lastOf(film: Film): HistoryEntry {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return entry;
}

describe('a kept decision', () => {
  test.each([
    'no-token',
    'unauthorized',
    'forbidden',
    'not-found',
    'rejected',
    'rate-limited',
    'unavailable',
    'timeout',
    'unreachable',
    'malformed',
  ] as const)('comes back with the trouble of Heroku that it met: %s', (kind) => {
    const entry = lastOf(afterDeploy());
    const facts = { ...entry.input.facts, heroku: null, trouble: trouble({ kind }) };
    expect(kept({ ...entry, input: { ...entry.input, facts } }).input.facts).toEqual(facts);
  });

  test.each(['pending', 'failed', 'expired'] as const)(
    'comes back with a release that is %s, and with the other apps',
    (status) => {
      const film = afterDeploy();
      film.release({ status, current: false });
      film.look('sick');
      const { input } = lastOf(film);
      const sick = [{ app: 'blog', since: dawn, releasedAt: null }];
      const facts = { ...input.facts, others: { sick, fleet: 2, sweptAt: dawn } };
      expect(facts.heroku?.releases[0]?.status).toBe(status);
      expect(kept({ ...lastOf(film), input: { ...input, facts } }).input.facts).toEqual(facts);
    },
  );

  test('comes back with the whole policy, the limits and the windows', () => {
    const json = [
      { path: 'a', value: 1 },
      { path: 'b', value: 'up' },
      { path: 'c', value: true },
    ];
    const window = { days: [0, 6], startMinute: 30, durationMs: 1000, zone: 'UTC' };
    for (const rollback of ['ask', 'off'] as const) {
      const film = new Film({ rollback, releasePhase: 'hold', maintenance: [window] });
      Object.assign(film.app.check, { json, status: [[200, 299]] });
      film.look('healthy');
      const { app, configuration } = kept(lastOf(film)).input;
      expect(app).toEqual(film.app);
      expect(configuration).toEqual(film.configuration);
    }
  });

  test('that a call was withheld comes back with its reason', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'v3 is being released right now' });
    expect(kept(lastOf(film)).outcome).toEqual({
      kind: 'withheld',
      reason: 'v3 is being released right now',
    });
  });
});
