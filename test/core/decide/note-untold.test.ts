// What becomes, after a maintenance window, of each thing that it has kept from people.

import { describe, expect, test } from 'vitest';
import { fresh, good } from '../../../lib/core/catalogue/example-draft.ts';
import { noteUntold } from '../../../lib/core/decide/note-untold.ts';
import { type Draft, moveTo, tell, withState } from '../../../lib/core/draft.ts';
import { limits } from '../../../lib/core/limits.ts';
import type { State, Untold } from '../../../lib/core/state.ts';
import { releaseGood } from '../../../lib/core/texts/release.ts';
import { hour, minute } from '../film.ts';
import { with29 } from '../texts/drafts.ts';

const { now } = fresh;
const current = 29;

/** The example's night, in which a window has kept this. */
function keeping(kept: readonly Partial<Untold>[], draft: Draft = fresh): Draft {
  const one = {
    kind: 'slow',
    headline: 'so it was',
    release: null,
    since: now - hour,
    over: false,
  };
  return withState(draft, { untold: kept.map((each) => ({ ...one, ...each })) });
}

/** The same, with an alert that goes out anyway. */
function besideAnAlert(kept: readonly Partial<Untold>[], draft: Draft = fresh): Draft {
  return keeping(kept, tell(draft, releaseGood(fresh, good(fresh))));
}

/** True when it is neither told nor over: another step tells it, as long as it is so. */
function stands(kept: Partial<Untold>, draft: Draft = fresh): boolean {
  const noted = noteUntold(besideAnAlert([kept], draft));
  const line = noted.alerts[0]?.evidence.join('\n') ?? '';
  const left = noted.state.untold.length === 1;
  expect(line.includes('over by now and not told then')).toBe(!left);
  expect(noted.alerts).toHaveLength(1);
  return left;
}

const wantingChecks = with29({
  checks: {
    ...{ state: 'failing', passed: 1, names: ['unit'] },
    ...{ since: now - hour, askedAt: now - minute, told: false },
  },
});
/** Nobody knows what runs, and the ledger is still there. */
const unknown = withState(fresh, { currentId: null });

const policy = (draft: Draft, checks: 'warn' | 'hold' | 'off'): Draft => ({
  ...draft,
  app: { ...draft.app, checks },
});

test('nothing is told while the window is open', () => {
  const muted = { ...keeping([{ kind: 'release-detected', release: current }]), muted: true };
  expect(noteUntold(muted)).toBe(muted);
});

describe('what was said of a release when it came', () => {
  test.each(['release-detected', 'watch-without-baseline', 'known-bad-redeployed'])(
    '%s is told again of the release that runs',
    (kind) => {
      const noted = noteUntold(keeping([{ kind, release: current, since: now - hour }]));
      expect(noted.alerts.map(({ facts }) => facts['release'])).toEqual([current]);
      expect(noted.alerts[0]?.facts['inWindowSince']).toBe(now - hour);
      expect(noted.state.untold).toEqual([]);
    },
  );

  test.each(['release-detected', 'watch-without-baseline', 'known-bad-redeployed'])(
    '%s is over for one that runs no more, or when nobody knows what runs',
    (kind) => {
      expect(stands({ kind, release: 28 })).toBe(false);
      expect(stands({ kind, release: current }, unknown)).toBe(false);
    },
  );
});

describe('that a check passes for the first time', () => {
  test('is told again as long as it is armed', () => {
    const noted = noteUntold(keeping([{ kind: 'check-armed' }]));
    expect(noted.alerts.map(({ kind }) => kind)).toEqual(['check-armed']);
    expect(noted.state.untold).toEqual([]);
  });

  test('is over when the check has changed since', () => {
    expect(stands({ kind: 'check-armed' }, unarmed())).toBe(false);
  });
});

test('that a check never passed stands as long as it has not', () => {
  expect(stands({ kind: 'check-never-passed' }, unarmed())).toBe(true);
  expect(stands({ kind: 'check-never-passed' })).toBe(false);
});

describe('that the checks of a release are wanting', () => {
  const wanting = { kind: 'checks-wanting', release: current };

  test('stands while they are, and somebody wants to be warned', () => {
    expect(stands(wanting, policy(wantingChecks, 'warn'))).toBe(true);
    expect(stands(wanting, policy(wantingChecks, 'hold'))).toBe(false);
    expect(stands(wanting, policy(fresh, 'warn'))).toBe(false);
  });

  test('is over for a release that runs no more', () => {
    expect(stands({ ...wanting, release: 28 }, policy(wantingChecks, 'warn'))).toBe(false);
  });
});

describe('that a release failed before it was live', () => {
  const failed = (release: number | null, state: Partial<State> = {}, draft = fresh) =>
    stands({ kind: 'release-phase-failed', release }, withState(draft, state));

  test('stands while it is newer than what runs and than what was told', () => {
    expect(failed(30, { failedTold: 27 })).toBe(true);
    expect(failed(30, { failedTold: 30 })).toBe(false);
    expect(failed(30, { failedTold: 31 })).toBe(false);
    expect(failed(29, { failedTold: 27 })).toBe(false);
    expect(failed(null, { failedTold: 0 })).toBe(false);
  });

  test('stands where nobody knows what runs', () => {
    expect(failed(30, { failedTold: 27, currentId: null })).toBe(true);
    expect(failed(null, { failedTold: 0, currentId: null })).toBe(false);
  });
});

test('that a release is stuck stands while that one is pending', () => {
  const pending = { id: 'release-30', version: 30, since: now - hour, told: true };
  const stuck = { kind: 'release-stuck', release: 30 };
  expect(stands(stuck, withState(fresh, { pending }))).toBe(true);
  expect(stands(stuck, withState(fresh, { pending: { ...pending, version: 31 } }))).toBe(false);
  expect(stands(stuck)).toBe(false);
});

test('anything else stands until it is over', () => {
  expect(stands({ kind: 'slow' })).toBe(true);
  expect(stands({ kind: 'slow', over: true })).toBe(false);
});

describe('what is over', () => {
  const over = { kind: 'slow', over: true } as const;

  test('waits a day for another alert to be a line in, and is then forgotten', () => {
    const young = keeping([{ ...over, since: now - limits.untoldMsMax }]);
    expect(noteUntold(young)).toBe(young);
    const old = { ...over, since: now - limits.untoldMsMax - 1 };
    const noted = noteUntold(keeping([old, over, { kind: 'flapping' }]));
    expect(noted.alerts).toEqual([]);
    expect(noted.state.untold).toEqual(keeping([over, { kind: 'flapping' }]).state.untold);
  });

  test('is a line in the first of the alerts that go out, and in no other', () => {
    const twice = tell(
      besideAnAlert([over, { kind: 'flapping' }]),
      releaseGood(fresh, good(fresh)),
    );
    const noted = noteUntold(twice);
    const [first, second] = noted.alerts;
    expect(noted.alerts).toHaveLength(2);
    expect(second).toEqual(twice.alerts[1]);
    expect(first?.evidence.slice(0, -1)).toEqual(twice.alerts[0]?.evidence);
    expect(first?.evidence.at(-1)).toMatch(/over by now and not told then: .* "so it was"$/);
    expect(noted.state.untold.map(({ kind }) => kind)).toEqual(['flapping']);
  });
});

function unarmed(): Draft {
  return moveTo(fresh, { name: 'unarmed', since: now - hour, told: false });
}
