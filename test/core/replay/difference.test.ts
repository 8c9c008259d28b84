import { describe, expect, test } from 'vitest';
import { exampleCause } from '../../../lib/core/catalogue/example-cases.ts';
import { entryText, type HistoryEntry, parseEntry } from '../../../lib/core/history.ts';
import { replay } from '../../../lib/core/replay.ts';
import { tellCause } from '../../../lib/core/tell-cause.ts';
import { version } from '../../../lib/core/version.ts';
import type { Film } from '../film.ts';
import { afterDeploy, convicted, trouble } from '../scenes.ts';

function lastOf(film: Film): HistoryEntry {
  const entry = film.decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  return stored(entry);
}

/** As it comes back from the table. */
function stored(entry: HistoryEntry): HistoryEntry {
  const read = parseEntry(entryText(entry));
  if (read === null) throw new Error('what was kept cannot be read');
  return read;
}

describe('made again, the same comes out', () => {
  test('of a look', () => {
    const entry = lastOf(convicted());
    const { decision, differences } = replay(entry);
    expect(differences).toEqual([]);
    expect(decision.effect).toEqual(entry.decision.effect);
  });

  test('of what a rollback brought', () => {
    const film = convicted();
    film.settle({ kind: 'trouble', trouble: trouble({ maybeDone: true }) });
    expect(replay(lastOf(film))).toMatchObject({ differences: [], decision: { effect: null } });
  });

  test('of a log that was read', () => {
    const { input } = lastOf(convicted());
    const decision = tellCause(input, exampleCause);
    expect(decision.alerts.length).toBeGreaterThan(0);
    const outcome = { kind: 'log-read', cause: exampleCause } as const;
    const again = replay(stored({ revision: 1, madeBy: version, input, outcome, decision }));
    expect(again.differences).toEqual([]);
    expect(again.decision.alerts).toEqual(decision.alerts);
  });
});

describe('another decision is shown', () => {
  const film = afterDeploy();
  film.look('healthy');
  const entry = lastOf(film);
  const { decision } = entry;

  test('by the place where it is another one, with both values', () => {
    const kept = { ...decision, state: { ...decision.state, checkHash: 'other' } };
    expect(replay({ ...entry, decision: kept }).differences).toEqual([
      { path: 'state.checkHash', kept: '"other"', now: '"check-1"' },
    ]);
  });

  test('where one of them has something that the other has not', () => {
    const { checkHash: _, ...state } = decision.state;
    const kept = { ...decision, state: { ...state, toll: 1 } } as never;
    expect(replay({ ...entry, decision: kept }).differences).toEqual([
      { path: 'state.toll', kept: '1', now: 'nothing' },
      { path: 'state.checkHash', kept: 'nothing', now: '"check-1"' },
    ]);
  });

  test('by the position in a list', () => {
    const [first, ...others] = decision.state.ledger;
    const ledger = [{ ...first, version: 9 }, ...others] as never;
    const kept = { ...decision, state: { ...decision.state, ledger } };
    expect(replay({ ...entry, decision: kept }).differences).toEqual([
      { path: 'state.ledger.0.version', kept: '9', now: '2' },
    ]);
  });
});
