// A kept decision is made again: by the version that made it the same, by another one perhaps not.

import { describe, expect, test } from 'vitest';
import type { Decision } from '../../lib/core/decide.ts';
import { entryText, parseEntry } from '../../lib/core/history.ts';
import { isOfWords, replay } from '../../lib/core/replay.ts';
import { version } from '../../lib/core/version.ts';
import { convicted } from './scenes.ts';

/** The conviction of v2, as if that had come out of it. */
function kept(madeBy: string | null, change: (decision: Decision) => Partial<Decision>) {
  const entry = convicted().decisions.at(-1);
  if (entry === undefined) throw new Error('nothing was decided');
  const { decision } = entry;
  return { ...entry, madeBy, decision: { ...decision, ...change(decision) } };
}

const asItWas = () => ({});
const inOtherWords = ({ alerts }: Decision) => ({
  alerts: alerts.map((alert) => ({ ...alert, happened: 'v2 is broken.', next: ['Wait.'] })),
});
const withoutRollback = (decision: Decision) => ({ ...inOtherWords(decision), effect: null });
const withoutAlert = () => ({ alerts: [] });
const louder = ({ alerts }: Decision) => ({
  alerts: alerts.map((alert) => ({ ...alert, severity: 'info' as const })),
});

describe('made again, a decision is', () => {
  test.each([
    ['same', version, asItWas],
    ['same', '0.0.9', asItWas],
    ['same', null, asItWas],
    ['contradicted', version, inOtherWords],
    ['contradicted', version, withoutRollback],
    ['reworded', '0.0.9', inOtherWords],
    ['reworded', null, inOtherWords],
    ['redecided', '0.0.9', withoutRollback],
    ['redecided', null, withoutAlert],
    ['redecided', '9.0.0', louder],
  ] as const)('%s where lastgood %s made it %o', (comparison, madeBy, change) => {
    const replayed = replay(kept(madeBy, change));
    expect(replayed.comparison).toBe(comparison);
    expect(replayed.differences.length > 0).toBe(comparison !== 'same');
  });
});

describe('words are', () => {
  const text = { kept: '"then"', now: '"now"' };
  test.each([
    'alerts.0.headline',
    'alerts.12.happened',
    'alerts.0.undo',
    'state.incident.headline',
    'state.untold.3.headline',
    'state.situation.intent.trouble',
    'state.untold.10.headline',
    'state.github.telling.message',
    'state.github.advice',
    'state.ledger.2.reported.description',
    'state.ledger.12.reported.description',
    'report.description',
  ])('the sentence %s, and not whether there is one', (path) => {
    expect(isOfWords({ path, ...text })).toBe(true);
    expect(isOfWords({ path, ...text, kept: 'null' })).toBe(false);
    expect(isOfWords({ path, ...text, now: 'nothing' })).toBe(false);
  });

  test.each(['alerts.0.evidence.3', 'alerts.10.evidence.12', 'alerts.1.done', 'alerts.0.next.0'])(
    'the lines of %s, however many',
    (path) => {
      expect(isOfWords({ path, kept: 'nothing', now: '"one more"' })).toBe(true);
    },
  );

  test.each([
    'alerts.0.kind',
    'alerts.0.severity',
    'alerts.0.facts.target',
    'state.situation.name',
    'state.ledger.0.description',
    'state.ledger.0.verdict',
    'effect.intent.target.version',
    'report.state',
  ])('never %s', (path) => {
    expect(isOfWords({ path, ...text })).toBe(false);
  });
});

describe('who made it', () => {
  const entry = kept('0.0.9', asItWas);

  test('is kept with it', () => {
    expect(parseEntry(entryText(entry))?.madeBy).toBe('0.0.9');
  });

  test('is an earlier version where an entry does not say, and such an entry is whole', () => {
    const { madeBy: _, ...stored } = JSON.parse(entryText(entry));
    const read = parseEntry(JSON.stringify(stored));
    expect(read).toEqual({ ...parseEntry(entryText(entry)), madeBy: null });
  });
});
