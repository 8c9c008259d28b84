import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import type { Release } from '../../lib/core/release.ts';
import { fence, type RollbackOutcome, settleRollback } from '../../lib/core/settle-rollback.ts';
import type { Intent, State } from '../../lib/core/state.ts';
import { dawn, Film, minute, testApp, testConfiguration, testReading } from './film.ts';
import { testRelease } from './ledger.ts';
import { convicted, trouble } from './scenes.ts';
import { testIntent } from './situations.ts';

const culprit = testRelease(2, { current: true });
const target = testRelease(1);

describe('the fence before the call', () => {
  const lets: [string, readonly Release[], string | null][] = [
    ['lets it pass while the culprit runs', [culprit, target], null],
    [
      'stops it when a newer release runs',
      [testRelease(3, { current: true }), testRelease(2), target],
      'v2 is no longer current, v3 is',
    ],
    ['stops it when nothing runs', [testRelease(2), target], 'v2 is no longer current, v? is'],
    ['stops it when there are no releases at all', [], 'v2 is no longer current'],
    [
      'stops it while a newer release is pending',
      [testRelease(3, { status: 'pending' }), culprit, target],
      'v3 is being released right now',
    ],
    [
      'lets it pass while an older release, or the culprit itself, is called pending',
      [{ ...culprit, status: 'pending' }, testRelease(1, { status: 'pending' })],
      null,
    ],
    [
      'lets it pass when the newer release failed',
      [testRelease(3, { status: 'failed' }), culprit, target],
      null,
    ],
    [
      'stops it when the same rollback is there already, pending',
      [testRelease(3, { status: 'pending', description: 'Rollback to v1' }), culprit, target],
      'v3 is already the rollback to v1',
    ],
    [
      'stops it when the same rollback is there already, live',
      [testRelease(3, { current: true, description: 'Rollback to v1' }), testRelease(2), target],
      'v3 is already the rollback to v1',
    ],
  ];
  test.each(lets)('%s', (_name, releases, reason) => {
    const stopped = fence(testIntent, releases);
    if (reason === null) expect(stopped).toBeNull();
    else expect(stopped).toContain(reason);
  });

  test('lets it pass by what was there when it was decided: stuck releases, old rollbacks', () => {
    const intent = { ...testIntent, newestVersion: 4 };
    const createdAt = testIntent.plannedAt - limits.pendingMsMax - 1;
    const stuck = testRelease(3, { status: 'pending', createdAt });
    const old = testRelease(4, { status: 'failed', description: 'Rollback to v1' });
    expect(fence(intent, [old, stuck, culprit, target])).toBeNull();
  });

  test('stops it when an old read shows as pending what had failed when it was decided', () => {
    const intent = { ...testIntent, newestVersion: 3 };
    const createdAt = testIntent.plannedAt - limits.pendingMsMax;
    const young = testRelease(3, { status: 'pending', createdAt });
    expect(fence(intent, [young, culprit, target])).toContain('v3 is being released right now');
  });
});

describe('what the call brought', () => {
  const settle = (film: Film, outcome: RollbackOutcome) => {
    const kinds = film.settle(outcome);
    return { kinds, ...intentOf(film.state) };
  };

  test('a release: it is ours, and nothing is said before it is live', () => {
    const film = convicted();
    const release = testRelease(3, { status: 'pending', description: 'Rollback to v1' });
    const settled = settle(film, { kind: 'accepted', release });
    expect(settled).toMatchObject({ kinds: [], release: { id: 'release-3', version: 3 } });
  });

  test('a release that is not the next one: a race', () => {
    const film = convicted();
    const release = testRelease(4, { current: true, description: 'Rollback to v1' });
    expect(settle(film, { kind: 'accepted', release }).kinds).toEqual(['rollback-raced']);
    expect(film.situation).toBe('escalated');
  });

  test('no clear answer: it counts as sent, and waits for what the releases show', () => {
    const film = convicted();
    const outcome = { kind: 'trouble', trouble: trouble({ maybeDone: true }) } as const;
    const settled = settle(film, outcome);
    expect(settled).toMatchObject({ kinds: ['rollback-delayed'], sends: 1, retryAt: null });
    expect(settled.sentAt).not.toBeNull();
  });

  const unsent: [string, RollbackOutcome][] = [
    ['withheld by the fence', { kind: 'withheld', reason: 'v3 is being released right now' }],
    ['no room at Heroku', { kind: 'trouble', trouble: trouble({ kind: 'rate-limited' }) }],
    ['no connection', { kind: 'trouble', trouble: trouble({ kind: 'unreachable' }) }],
  ];
  test.each(unsent)('%s: it does not count as sent, and is tried again', (_name, outcome) => {
    const film = convicted();
    const settled = settle(film, outcome);
    expect(settled).toMatchObject({ kinds: ['rollback-delayed'], sends: 0, sentAt: null });
    expect(settled.retryAt).toBe(film.now + 15_000);
    expect(settle(film, outcome).kinds).toEqual([]);
  });

  test('a new reason to wait is told as well', () => {
    const film = convicted();
    film.settle({ kind: 'withheld', reason: 'one thing' });
    expect(film.settle({ kind: 'withheld', reason: 'another thing' })).toEqual([
      'rollback-delayed',
    ]);
  });

  test.each(['unauthorized', 'forbidden', 'not-found', 'rejected'] as const)(
    'refused for good, %s: people are told what to do',
    (kind) => {
      const film = convicted();
      const refusal = trouble({ kind, canRetry: false, advice: 'Give the token write access.' });
      expect(settle(film, { kind: 'trouble', trouble: refusal }).kinds).toEqual([
        'rollback-refused',
      ]);
      expect(film.last.next).toContain('Give the token write access.');
      expect(film.last.undo).toBeNull();
    },
  );

  test('nothing, when the app is not being rolled back any more', () => {
    const film = new Film().provenGood();
    const before = film.state;
    expect(film.settle({ kind: 'withheld', reason: 'too late' })).toEqual([]);
    expect(film.state).toBe(before);
  });
});

test('nothing of an outcome is ever sent again by settling it', () => {
  const outcomes: RollbackOutcome[] = [
    { kind: 'accepted', release: testRelease(3) },
    { kind: 'withheld', reason: 'no' },
    { kind: 'trouble', trouble: trouble({ maybeDone: true }) },
  ];
  const { state } = convicted();
  for (const outcome of outcomes) {
    const facts = {
      reading: testReading('sick', { at: dawn }),
      heroku: null,
      trouble: null,
      lastHealthyAt: null,
      platform: null,
      fleetFull: null,
      others: null,
      version: null,
      pause: { app: null, fleet: null },
      github: null,
    };
    const input = {
      app: testApp(),
      configuration: testConfiguration,
      checkHash: 'check-1',
      state,
      facts,
      now: dawn + minute,
    };
    expect(settleRollback(input, outcome).effect).toBeNull();
  }
});

function intentOf({ situation }: State): Partial<Intent> {
  return situation.name === 'rolling-back' ? situation.intent : {};
}
