import { describe, expect, test } from 'vitest';
import {
  othersOf,
  releasedOf,
  sickAppOf,
  sicknessOf,
  watchedSince,
} from '../../lib/core/others.ts';
import { pulseText } from '../../lib/core/pulse.ts';
import { newState, noEvidence, type State } from '../../lib/core/state.ts';
import { dawn, hour, minute, testApp, testConfiguration } from './film.ts';
import { everyDay } from './fixtures.ts';
import { testEntry } from './ledger.ts';
import { situations } from './situations.ts';

const now = dawn + hour;
const row = (at: number) => ({ at, cause: 'status', came: '' });

/** Steady, and sick since a minute ago. */
function sick(change: Partial<State> = {}): State {
  return {
    ...newState('check-1', dawn),
    situation: situations.steady,
    ledger: [testEntry(2, { createdAt: dawn + 1 }), testEntry(1)],
    evidence: {
      ...noEvidence,
      sickInARow: 1,
      sickFirst: row(now - minute),
      sickLast: row(now),
    },
    ...change,
  };
}

describe('an app counts as sick', () => {
  const counts = (change: Partial<State>, app = testApp()) =>
    sickAppOf(app, sick(change), { configuration: testConfiguration, now });

  test('from its first sick reading on, with its newest release', () => {
    expect(counts({})).toEqual({ app: 'shop', since: now - minute, releasedAt: dawn + 1 });
  });

  test('not without a row of sick readings', () => {
    expect(counts({ evidence: noEvidence })).toBeNull();
  });

  test('not while its check has never passed', () => {
    expect(counts({ situation: situations.unarmed })).toBeNull();
  });

  test('not in a maintenance window', () => {
    const always = { days: everyDay, startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
    expect(counts({}, testApp({ maintenance: [always] }))).toBeNull();
  });

  test('not when its row is older than three sweeps, as it grows while nothing is scored', () => {
    const at = (ageMs: number) => {
      const seen = row(now - ageMs);
      return counts({ evidence: { ...noEvidence, sickFirst: seen, sickLast: seen } });
    };
    expect(at(3 * minute)).not.toBeNull();
    expect(at(3 * minute + 1)).toBeNull();
  });

  test.each(['rolling-back', 'verifying'] as const)('while it is %s', (name) => {
    const incident = { id: 'i', openedAt: dawn, toldAt: dawn, headline: '', logAskedAt: null };
    const state = { situation: situations[name], evidence: noEvidence, incident };
    expect(counts(state)?.since).toBe(dawn);
  });
});

describe('a sickness', () => {
  test('began with its incident, however often its row began anew', () => {
    const incident = { id: 'i', openedAt: dawn, toldAt: dawn, headline: '', logAskedAt: null };
    expect(sicknessOf('shop', sick({ incident }), now).since).toBe(dawn);
  });

  test('of which nothing is known begins now', () => {
    expect(sicknessOf('shop', sick({ evidence: noEvidence }), now).since).toBe(now);
  });

  test('of a flapping app began when it was first told to flap', () => {
    expect(sicknessOf('shop', sick({ conditions: { flapping: dawn + 7 } }), now).since).toBe(
      dawn + 7,
    );
  });

  test('may have begun when maintenance began to hide it', () => {
    const hidden = (at: number) =>
      sicknessOf('shop', sick({ hiddenSickness: { at, page: true } }), now);
    expect(hidden(now - hour)).toMatchObject({ since: now - minute, hiddenSince: now - hour });
    expect(hidden(now)).not.toHaveProperty('hiddenSince');
  });

  test('that was seen before maintenance began when it was seen', () => {
    const incident = { id: 'i', openedAt: dawn, toldAt: dawn, headline: '', logAskedAt: null };
    const seen = sicknessOf(
      'shop',
      sick({ incident, hiddenSickness: { at: now, page: false } }),
      now,
    );
    expect(seen).toEqual({ app: 'shop', since: dawn, releasedAt: dawn + 1 });
  });

  test('came after no release of the app’s own when an add-on made the last one', () => {
    const addOn = testEntry(3, { kind: 'add-on', createdAt: now - minute });
    const own = testEntry(2, { createdAt: dawn + 1 });
    expect(sicknessOf('shop', sick({ ledger: [addOn, own] }), now).releasedAt).toBe(dawn + 1);
    expect(sicknessOf('shop', sick({ ledger: [addOn] }), now).releasedAt).toBeNull();
  });
});

describe('of the other apps', () => {
  const shop = { app: 'shop', since: dawn, releasedAt: dawn };
  const blog = { ...shop, app: 'blog' };
  const api = { ...shop, app: 'api' };
  const apps = ['shop', 'blog', 'api'].map((name) => testApp({ name }));
  const configuration = { ...testConfiguration, apps };
  const others = (...pulses: (string | null)[]) =>
    othersOf(pulses, { app: 'shop', configuration, now });
  const pulse = (at: number, ...sickApps: (typeof shop)[]) =>
    pulseText(at, new Map(), { sick: sickApps });

  test('those of all shards are known, the app itself left out', () => {
    expect(others(pulse(now - 5, shop, blog), pulse(now - 9, api))).toEqual({
      sick: [blog, api],
      fleet: 3,
      sweptAt: now - 9,
    });
  });

  test('what maintenance hid is known of them', () => {
    const hidden = { ...blog, hiddenSince: dawn - hour };
    expect(others(pulse(now, hidden)).sick).toEqual([hidden]);
  });

  test('nothing is said by a pulse that is older than three sweeps', () => {
    expect(others(pulse(now - 3 * minute, blog)).sick).toEqual([blog]);
    expect(others(pulse(now - 3 * minute - 1, blog)).sick).toEqual([]);
  });

  test.each([[null], ['{"at":'], ['']])('nothing is known of a shard whose pulse is %j', (text) => {
    expect(others(pulse(now, blog), text)).toEqual({ sick: [blog], fleet: 3, sweptAt: null });
  });

  test('a pulse of an earlier version names no sick ones, and shows that all were looked at', () => {
    const before = JSON.stringify({ at: now, healthyAt: [['blog', now]] });
    expect(others(before)).toEqual({ sick: [], fleet: 3, sweptAt: now });
  });
});

describe('an app whose release is being watched', () => {
  const watched = (change: Partial<State>, app = testApp()) =>
    watchedSince(app, { ...sick(), currentId: testEntry(2).id, ...change }, now);

  test.each([
    ['warmup', true],
    ['watching', true],
    ['steady', false],
    ['down', false],
    ['rolling-back', false],
  ] as const)('%s: %s', (name, is) => {
    expect(watched({ situation: situations[name] })).toBe(is ? testEntry(2).seenAt : null);
  });

  test('also while the release command of the next one runs', () => {
    const pending = { id: 'release-3', version: 3, since: now, told: false };
    expect(watched({ pending })).toBe(now);
  });

  test('not in a maintenance window: nothing of it is told there', () => {
    const always = { days: everyDay, startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
    const app = testApp({ maintenance: [always] });
    expect(watched({ situation: situations.watching }, app)).toBeNull();
  });

  test('is told to others by the pulse, unless the sweeps have stopped', () => {
    const released = new Map([
      ['shop', now],
      ['blog', now - minute],
    ]);
    const about = { app: 'shop', configuration: testConfiguration, now };
    const pulses = (ageMs: number) => [null, pulseText(now - ageMs, new Map(), { released })];
    expect(releasedOf(pulses(3 * minute), about)).toEqual([['blog', now - minute]]);
    expect(releasedOf(pulses(3 * minute + 1), about)).toEqual([]);
  });
});
