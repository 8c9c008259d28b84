// One condition, with words of its own: when it is told, and what a maintenance window makes of it.

import { describe, expect, test } from 'vitest';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import type { Kind } from '../../../lib/core/catalogue.ts';
import { type Condition, noteCondition } from '../../../lib/core/decide/note-condition.ts';
import { noteConditions } from '../../../lib/core/decide/note-conditions.ts';
import { type Draft, type Spoken, withState } from '../../../lib/core/draft.ts';
import { noEvidence } from '../../../lib/core/state.ts';
import { hour, minute } from '../film.ts';

const { now } = fresh;
const quiet = withState(fresh, { conditions: {}, untold: [] });
const muted = { ...quiet, muted: true };

function words(kind: Kind): Spoken {
  return {
    ...{ kind, severity: 'warning', headline: `it is ${kind}`, happened: 'So it is.' },
    ...{ evidence: [], done: [], next: [], undo: null },
  };
}

/** A condition that holds or not (null: nobody can say), by the name of `slow`. */
function condition(holds: boolean | null, change: Partial<Condition> = {}): Condition {
  return {
    name: 'slow',
    kind: 'slow',
    holds: () => holds,
    begins: () => words('slow'),
    ends: () => words('fast'),
    ...change,
  };
}

function toldAt(at: number, draft: Draft = quiet): Draft {
  return withState(draft, { conditions: { slow: at, certificate: now - hour } });
}

const kindsOf = ({ alerts }: Draft) => alerts.map(({ kind }) => kind);

describe('a condition', () => {
  test('is told when it begins, and remembered from then', () => {
    const noted = noteCondition(quiet, condition(true));
    expect(kindsOf(noted)).toEqual(['slow']);
    expect(noted.state.conditions).toEqual({ slow: now });
  });

  test('that nobody can say is left as it is', () => {
    expect(noteCondition(quiet, condition(null))).toBe(quiet);
    const standing = toldAt(now - hour);
    expect(noteCondition(standing, condition(null))).toBe(standing);
  });

  test('is told once, unless it is repeated after some time', () => {
    const standing = toldAt(now - hour);
    expect(noteCondition(standing, condition(true))).toBe(standing);
    const later = condition(true, { repeatMs: () => hour + 1 });
    expect(noteCondition(standing, later)).toBe(standing);
    const due = noteCondition(standing, condition(true, { repeatMs: () => hour }));
    expect(kindsOf(due)).toEqual(['slow']);
    expect(due.state.conditions).toEqual({ slow: now, certificate: now - hour });
  });

  test('is told as over, and forgotten, without the others', () => {
    const over = noteCondition(toldAt(now - hour), condition(false));
    expect(kindsOf(over)).toEqual(['fast']);
    expect(over.state.conditions).toEqual({ certificate: now - hour });
  });

  test('that never held is nothing to tell', () => {
    expect(noteCondition(quiet, condition(false))).toEqual(quiet);
  });
});

describe('in a maintenance window', () => {
  test('news of the app is kept, and remembered as told to nobody', () => {
    const noted = noteCondition(muted, condition(true));
    expect(noted.alerts).toEqual([]);
    expect(noted.state.untold).toMatchObject([{ kind: 'slow', since: now, over: false }]);
    expect(noted.state.conditions).toEqual({});
  });

  test('what was told before is not repeated, and nothing is kept of it', () => {
    const standing = toldAt(now - hour, muted);
    expect(noteCondition(standing, condition(true, { repeatMs: () => hour }))).toBe(standing);
  });

  test('a trouble of lastgood itself is told and repeated as ever', () => {
    const blind = { kind: 'monitor-blind', begins: () => words('monitor-blind') } as const;
    expect(kindsOf(noteCondition(muted, condition(true, blind)))).toEqual(['monitor-blind']);
    const standing = toldAt(now - hour, muted);
    const repeated = condition(true, { ...blind, repeatMs: () => hour });
    expect(kindsOf(noteCondition(standing, repeated))).toEqual(['monitor-blind']);
  });

  test('what was kept and holds no more is over, and no other thing that was kept', () => {
    const kept = { headline: 'so it was', release: null, since: now - minute, over: false };
    const untold = [
      { ...kept, kind: 'slow' },
      { ...kept, kind: 'flapping' },
    ];
    const noted = noteCondition(withState(muted, { untold }), condition(false));
    expect(noted.alerts).toEqual([]);
    expect(noted.state.untold).toEqual([
      { ...kept, kind: 'slow', over: true },
      { ...kept, kind: 'flapping' },
    ]);
  });
});

test.each([
  'slow',
  'flapping',
  'rollout-stuck',
  'certificate-expires',
  'checks-held',
  'paused',
  'maintenance-lasts',
] as const)('what a window has kept of %s is over with it, and is told to nobody', (kind) => {
  const kept = { kind, headline: 'so it is', release: null, since: now - hour, over: false };
  const reading = { ...muted.facts.reading, certificateExpiresAt: now + 90 * 24 * hour };
  const well = { ...muted, facts: { ...muted.facts, reading } };
  const noted = noteConditions(withState(well, { untold: [kept], evidence: noEvidence }));
  expect(noted.state.untold).toEqual([{ ...kept, over: true }]);
  expect(noted.alerts).toEqual([]);
});
