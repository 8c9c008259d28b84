// Which decisions are kept, and which releases an entry is listed under.

import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../lib/core/decide.ts';
import { isWorthKeeping, referenceOf } from '../../../lib/core/history.ts';
import { newState, type Situation, type State } from '../../../lib/core/state.ts';
import { dawn, Film, minute } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { afterDeploy, convicted } from '../scenes.ts';
import { situations, testIntent } from '../situations.ts';

const pending = { id: 'release-3', version: 3, since: dawn, told: false };
const before: State = {
  ...newState('check-1', dawn),
  situation: situations.held,
  currentId: 'release-2',
  ledger: [testEntry(2, { verdict: 'unproven' }), testEntry(1)],
  pending,
};

/** What a look without a word and without an act made of it. */
function quiet(change: Partial<State>): Decision {
  return { state: { ...before, ...change }, alerts: [], effect: null, report: null };
}

describe('a decision is kept', () => {
  const news: [string, Partial<State>][] = [
    ['the situation is another', { situation: situations.down }],
    ['another guard stands in the way', { situation: { ...situations.held, guards: ['mode'] } }],
    ['another release is current', { currentId: 'release-1' }],
    ['a release got its verdict', { ledger: [testEntry(2), testEntry(1)] }],
    ['a release came', { ledger: [testEntry(3), ...before.ledger] }],
    ['another release is on its way', { pending: { ...pending, id: 'release-4' } }],
    ['the release on its way is there', { pending: null }],
    ['the check is another', { checkHash: 'check-2' }],
  ];
  test.each(news)('when %s', (_name, change) => {
    expect(isWorthKeeping(before, quiet(change))).toBe(true);
  });

  const counts: [string, Partial<State>][] = [
    ['nothing is different', {}],
    ['a reading was counted', { evidence: { ...before.evidence, sickInARow: 1 } }],
    ['a guard was told of', { situation: { ...situations.held, told: ['fleet', 'mode'] } }],
    ['Heroku was read', { releasesReadAt: dawn }],
    ['somebody takes a close look', { closeLook: { owner: 'worker-1', until: dawn } }],
  ];
  test.each(counts)('not when %s', (_name, change) => {
    expect(isWorthKeeping(before, quiet(change))).toBe(false);
  });

  test('when it says something or does something, though nothing is different', () => {
    const film = convicted();
    const { decision } = film.decisions.at(-1) ?? { decision: null };
    if (decision === null) throw new Error('nothing was decided');
    const { alerts, effect } = decision;
    expect(isWorthKeeping(before, { ...quiet({}), alerts })).toBe(true);
    expect(isWorthKeeping(before, { ...quiet({}), effect })).toBe(true);
  });
});

describe('an entry is listed under', () => {
  /** The releases of a decision that leads from one situation into another. */
  const releases = (from: Situation, to: Situation, change: Partial<State> = {}) => {
    const entry = afterDeploy().decisions.at(-1);
    if (entry === undefined) throw new Error('nothing was decided');
    const start = { ...before, situation: from, pending: null };
    const state = { ...start, situation: to, ...change };
    const input = { ...entry.input, state: start, now: dawn + minute };
    return referenceOf({ ...entry, revision: 7, input, decision: { ...entry.decision, state } });
  };

  test('the one release that ran and runs, once, with its time and revision', () => {
    const listed = releases(situations.watching, situations.watching);
    expect(listed).toEqual({ at: dawn + minute, revision: 7, releases: [2] });
  });

  test('the release that ran before and the one that runs now', () => {
    const change = { currentId: 'release-1' };
    expect(releases(situations.steady, situations.steady, change).releases).toEqual([2, 1]);
  });

  test('nothing, where no release is known', () => {
    const film = new Film();
    film.look('healthy');
    const [entry] = film.decisions;
    expect(entry && referenceOf({ ...entry, revision: 7 })).toMatchObject({ releases: [] });
  });

  test('the release that is on its way', () => {
    const { releases: listed } = releases(situations.steady, situations.steady, { pending });
    expect(listed).toEqual([2, 3]);
  });

  test('culprit and own release of a rollback that begins, or that ends', () => {
    const intent = {
      ...testIntent,
      culprit: { id: 'release-8', version: 8, artifact: null },
      release: { id: 'release-9', version: 9 },
    };
    const begun = { ...situations['rolling-back'], intent };
    expect(releases(situations.watching, begun).releases).toEqual([2, 8, 9]);
    expect(releases(begun, situations.escalated).releases).toEqual([2, 8, 9]);
    const unsent = { ...begun, intent: { ...intent, release: null } };
    expect(releases(situations.watching, unsent).releases).toEqual([2, 8]);
  });
});
