import { describe, expect, test } from 'vitest';
import { intent } from '../../../lib/core/catalogue/example-cases.ts';
import { fresh, good, well } from '../../../lib/core/catalogue/example-draft.ts';
import { exampleRelease } from '../../../lib/core/catalogue/example-releases.ts';
import { moveTo, withState } from '../../../lib/core/draft.ts';
import type { Intent } from '../../../lib/core/state.ts';
import {
  releaseGood,
  releaseInconclusive,
  releasePhaseFailed,
  releaseStuck,
  superseded,
} from '../../../lib/core/texts/release.ts';
import { withoutHeroku, withoutRelease, withToll } from './drafts.ts';

describe('a release that was judged', () => {
  const counts = { probesMade: 115, probesLost: 3, probesSlow: 1 };

  test('tells machines which it was and what it cost', () => {
    expect(releaseGood(fresh, good(fresh)).facts).toEqual({ release: 29, ...counts });
    expect(releaseInconclusive(fresh, good(fresh)).facts).toEqual({ release: 29, ...counts });
    const free = withToll(null);
    expect(releaseGood(free, good(free)).facts).toEqual({ release: 29 });
  });

  test('tells how much was seen of it, nothing included', () => {
    const unseen = withState(fresh, { evidence: { ...fresh.state.evidence, window: null } });
    const { happened, evidence } = releaseGood(unseen, good(unseen));
    expect(happened).toBe('v29 was watched for 11 min: 0 of 0 readings were healthy.');
    expect(evidence[0]).toBe('Readings: 0 healthy, 0 sick, 0 unknown');
  });
});

describe('an incident that a newer release takes over', () => {
  const taken = (change: Partial<Intent>) =>
    superseded(
      moveTo(well, { name: 'rolling-back', since: 0, intent: { ...intent, ...change } }),
      well,
    ).done;
  const closed = 'The old incident is closed, and v29 is watched afresh.';
  const calledOff = 'The rollback to v27 was called off.';
  const sent = 'A rollback to v27 was sent before; if it comes late, a message says so.';

  test.each<[Partial<Intent>, string]>([
    [{ sends: 0, release: null }, calledOff],
    [{ sends: 1, release: null }, sent],
    [{ sends: 0 }, sent],
    [{ sends: 2 }, sent],
  ])('tells what becomes of a rollback with %j', (change, line) => {
    expect(taken(change)).toEqual([closed, line]);
  });

  test('speaks of no rollback where none was under way', () => {
    expect(superseded(well, well).done).toEqual([closed]);
    expect(superseded(well, well).facts).toEqual({ release: 29 });
  });

  test('is closed also by a release that nobody knows', () => {
    const unknown = withoutRelease(fresh);
    expect(superseded(unknown, unknown)).toMatchObject({
      headline: 'A newer release is live and takes the place of the open incident',
      happened:
        'A newer release became current while an incident was open. Whether it mends the app is ' +
        'not known yet.',
      evidence: [],
      facts: { release: null },
    });
  });
});

describe('a release that did not become current', () => {
  test('tells machines which it was', () => {
    const failed = releasePhaseFailed(fresh, exampleRelease(31), exampleRelease(29));
    expect(failed.facts).toEqual({ release: 31 });
    expect(releaseStuck(fresh, exampleRelease(28)).facts).toEqual({ release: 28 });
  });

  test('is told without the one that is live, where nothing is known of that', () => {
    const blind = withoutHeroku(withoutRelease(fresh));
    const failed = releasePhaseFailed(blind, exampleRelease(31), exampleRelease(29));
    expect(failed.evidence).toEqual([
      'Release v31 by anna@example.com, 2026-11-23 03:13:35 UTC (30 s ago): Deploy 4d3c2b1a',
    ]);
  });
});
