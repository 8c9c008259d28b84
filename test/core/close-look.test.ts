import { describe, expect, test } from 'vitest';
import { needsCloseLook } from '../../lib/core/close-look.ts';
import { limits } from '../../lib/core/limits.ts';
import { newState, noEvidence, type Situation, type State } from '../../lib/core/state.ts';
import { closeWatchMs } from '../../lib/core/warmup.ts';
import { dawn, hour, minute, testApp } from './film.ts';
import { everyDay } from './fixtures.ts';
import { testEntry } from './ledger.ts';
import { situations } from './situations.ts';

const app = testApp();
const later = dawn + hour;

/** An app on an old release, an hour after it came, in a situation. */
function known(name: Situation['name'], change: Partial<State> = {}): State {
  const situation = situations[name];
  const ledger = [testEntry(1, { createdAt: dawn })];
  return { ...newState('check-1', dawn), situation, ledger, currentId: 'release-1', ...change };
}

/** A row of sick readings, the newest of them so long ago. */
function row(sickInARow: number, agoMs: number): State['evidence'] {
  const last = { at: later - agoMs, cause: 'status', came: '' };
  return { ...noEvidence, sickInARow, sickFirst: { ...last, at: last.at - hour }, sickLast: last };
}

describe('an app deserves a close look', () => {
  test.each(['warmup', 'rolling-back', 'verifying'] as const)('always when it is %s', (name) => {
    expect(needsCloseLook(known(name), app, later)).toBe(true);
  });

  test.each(['rolling-back', 'verifying'] as const)(
    'when it is %s, in a maintenance window too',
    (name) => {
      const window = { days: everyDay, startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
      const muted = testApp({ maintenance: [window] });
      expect(needsCloseLook(known(name), muted, later)).toBe(true);
      expect(needsCloseLook(known('warmup'), muted, later)).toBe(false);
    },
  );

  test('while its release is fresh, to the very end', () => {
    const fresh = dawn + closeWatchMs(app);
    expect(needsCloseLook(known('watching'), app, fresh)).toBe(true);
    expect(needsCloseLook(known('watching'), app, fresh + 1)).toBe(false);
  });

  test.each(['watching', 'steady', 'rolled-back'] as const)(
    'when it is %s and one reading was sick',
    (name) => {
      expect(needsCloseLook(known(name, { evidence: row(1, hour) }), app, later)).toBe(true);
    },
  );

  test('when a whole row is sick, only as long as it is news', () => {
    const at = (agoMs: number) =>
      needsCloseLook(known('steady', { evidence: row(9, agoMs) }), app, later);
    expect(at(limits.suspicionMs)).toBe(true);
    expect(at(limits.suspicionMs + 1)).toBe(false);
  });

  test('when it is held by nothing but a read that failed', () => {
    const held = (...guards: string[]) =>
      needsCloseLook(known('held', { situation: { ...situations.held, guards } }), app, later);
    expect(held('readable')).toBe(true);
    expect(held('fleet')).toBe(false);
    expect(held('readable', 'fleet')).toBe(false);
  });
});

describe('an app deserves no close look', () => {
  test.each(['steady', 'rolled-back', 'watching', 'held'] as const)(
    'when it is %s and has answered well for long',
    (name) => expect(needsCloseLook(known(name), app, later)).toBe(false),
  );

  test('right after a row of sick readings has ended', () => {
    const ended = { ...row(0, minute) };
    expect(needsCloseLook(known('steady', { evidence: ended }), app, later)).toBe(false);
  });

  test.each(['unarmed', 'down', 'escalated'] as const)(
    'when it is %s, however sick: more looks bring nothing',
    (name) => {
      expect(needsCloseLook(known(name, { evidence: row(1, 0) }), app, later)).toBe(false);
    },
  );

  test('when nobody knows its release', () => {
    const state = known('watching', { ledger: [], currentId: null });
    expect(needsCloseLook(state, app, dawn)).toBe(false);
  });
});
