import { describe, expect, test } from 'vitest';
import { decideDigest, isDigestDue } from '../../lib/core/digest.ts';
import { type Monitor, nothingKnown } from '../../lib/core/monitor.ts';
import { pulseText } from '../../lib/core/pulse.ts';
import { newState, type State } from '../../lib/core/state.ts';
import { dawn, minute, testApp } from './film.ts';
import { everyDay } from './fixtures.ts';

const hour = 60 * minute;
const utc = (text: string) => Date.parse(`${text}Z`);
const nine = { minute: 9 * 60, zone: 'Europe/Berlin' };
const state = (change: Partial<State> = {}): State => ({
  ...newState('check', dawn),
  situation: { name: 'steady', since: dawn },
  ...change,
});

/** Sweeps at these instants; answers at which of them a digest was told. */
function told(at: typeof nine | null, ...times: readonly number[]): readonly string[] {
  let monitor: Monitor = nothingKnown;
  return times.flatMap((now) => {
    const facts = { fleet: [], pauses: [], pulses: [], now };
    const decided = decideDigest(monitor, at, facts);
    monitor = decided.monitor;
    return decided.alerts.map(() => new Date(now).toISOString().slice(0, 16));
  });
}

/** A sweep a minute. */
const sweeps = (from: string, hours: number) =>
  Array.from({ length: hours * 60 }, (_, index) => utc(from) + index * minute);

describe('the digest is due', () => {
  test('once a day at its time, and not on the first minute of all', () => {
    expect(told(nine, ...sweeps('2026-11-23T07:30', 50))).toEqual([
      '2026-11-23T08:00',
      '2026-11-24T08:00',
      '2026-11-25T08:00',
    ]);
  });

  test('by the clocks of its zone, when they change too', () => {
    expect(told(nine, ...sweeps('2026-03-28T07:00', 30))).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
    ]);
    expect(told(nine, ...sweeps('2026-10-24T06:00', 30))).toEqual([
      '2026-10-24T07:00',
      '2026-10-25T08:00',
    ]);
  });

  test('late rather than never, and once for all the days that were missed', () => {
    const times = ['2026-11-23T07:00', '2026-11-26T15:12', '2026-11-26T15:13'].map(utc);
    expect(told(nine, ...times)).toEqual(['2026-11-26T15:12']);
    const early = ['2026-11-23T07:00', '2026-11-24T02:12', '2026-11-24T02:13'].map(utc);
    expect(told(nine, ...early)).toEqual(['2026-11-24T02:12']);
  });

  test('where it is another day than in Greenwich, too', () => {
    const zone = (zone: string) => told({ ...nine, zone }, ...sweeps('2026-11-23T12:30', 30));
    expect(zone('Pacific/Kiritimati')).toEqual(['2026-11-23T19:00']);
    expect(zone('Pacific/Honolulu')).toEqual(['2026-11-23T19:00']);
    expect(told({ minute: 60, zone: 'Asia/Tokyo' }, ...sweeps('2026-11-23T12:30', 30))).toEqual([
      '2026-11-23T16:00',
      '2026-11-24T16:00',
    ]);
  });

  test('never, where it is off', () => {
    expect(told(null, ...sweeps('2026-11-23T07:30', 50))).toEqual([]);
    expect(isDigestDue({ ...nothingKnown, digestAt: 0 }, null, dawn)).toBe(false);
    expect(isDigestDue(nothingKnown, nine, dawn)).toBe(false);
  });
});

describe('the digest', () => {
  const now = utc('2026-11-23T08:00');
  const app = (name: string) => ({ ...testApp(), name });
  const rollback = { at: now - hour, culpritId: 'r1' };
  const fleet = [
    {
      app: app('well'),
      state: state({ rollbacks: [rollback, { ...rollback, at: now - 30 * hour }] }),
    },
    { app: app('ill'), state: state({ evidence: { ...state().evidence, sickInARow: 2 } }) },
    {
      app: app('stuck'),
      state: state({
        situation: { name: 'held', since: now, guards: [], told: [], asked: false },
        incidents: [now - hour, now - 2 * hour, now - 25 * hour],
      }),
    },
    { app: app('still'), state: state() },
    { app: app('new'), state: null },
  ];
  const pause = {
    app: 'still',
    by: 'anna',
    why: 'a move',
    at: now - hour,
    until: now + hour,
    ended: null,
  };
  const before = { ...nothingKnown, digestAt: now - 24 * hour };
  const pulses = [pulseText(now - minute, new Map())];
  const [alert] = decideDigest(before, nine, { fleet, pauses: [pause], pulses, now }).alerts;

  test('counts every app once', () => {
    expect(alert?.headline).toBe(
      'daily digest: 5 apps: 1 healthy, 1 sick, 1 held, 1 paused, 1 not known',
    );
  });

  test('names whoever is not healthy, what happened in a day, and who has paused', () => {
    expect(alert?.evidence).toEqual([
      'Sick: ill',
      'Held: stuck',
      'Paused: still',
      'Not known: new',
      'Incidents of the last day: stuck (2)',
      'Rollbacks of the last day: well (1)',
      'Paused: still: the app is paused by anna until 2026-11-23 09:00:00 UTC: "a move"',
    ]);
    expect(alert?.happened).toContain('Of the last day: 2 incidents, 1 rollback.');
    expect(alert?.happened).toContain('was at 2026-11-23 07:59:00 UTC');
    expect(alert?.facts).toEqual({ apps: 5, incidents: 2, rollbacks: 1 });
  });
});

describe('a digest of little', () => {
  const now = utc('2026-11-23T08:00');
  const before = { ...nothingKnown, missing: ['gone'], digestAt: now - 24 * hour };
  const one = (change: Partial<State>, name = 'shop') => ({
    app: { ...testApp(), name },
    state: state(change),
  });
  const digestOf = (
    fleet: readonly ReturnType<typeof one>[],
    more: { pauses?: Parameters<typeof pauseOf>[0][]; pulses?: (string | null)[] } = {},
  ) => {
    const pauses = (more.pauses ?? []).map(pauseOf);
    const facts = { fleet, pauses, pulses: more.pulses ?? [], now };
    const [alert] = decideDigest(before, nine, facts).alerts;
    if (alert === undefined) throw new Error('no digest');
    return alert;
  };
  const pauseOf = (until: number) => ({
    ...{ app: null, by: 'anna', why: null, at: now - hour, until, ended: null },
  });

  test('says that nobody is sick, where nobody is', () => {
    expect(digestOf([one({})])).toMatchObject({
      headline: 'daily digest: 1 app: 1 healthy, 0 sick',
      evidence: ['Sick: none'],
    });
  });

  test('tells who is in maintenance, not yet armed, or has an incident open', () => {
    const window = { days: everyDay, startMinute: 0, durationMs: 24 * hour, zone: 'UTC' };
    const quiet = { ...one({}, 'a'), app: { ...testApp({ maintenance: [window] }), name: 'a' } };
    const unarmed = one({ situation: { name: 'unarmed', since: now, told: false } }, 'b');
    const open = { id: 'c.1', openedAt: now, toldAt: now, headline: 'down', logAskedAt: null };
    const mode = one({ maintenance: true }, 'd');
    expect(digestOf([quiet, unarmed, one({ incident: open }, 'c'), mode]).evidence).toEqual([
      'Sick: c',
      'In maintenance: a, d',
      'Not known: b',
    ]);
  });

  test('names the sweep that is longest ago', () => {
    const pulses = [now - minute, now - 3 * minute].map((at) => pulseText(at, new Map()));
    expect(digestOf([one({})], { pulses }).happened).toContain('was at 2026-11-23 07:57:00 UTC.');
  });

  test('counts what is younger than a day, to the moment', () => {
    const at = (ageMs: number) => ({ at: now - ageMs, culpritId: 'r1' });
    const edge = one({
      rollbacks: [at(hour), at(24 * hour - 1), at(24 * hour)],
      incidents: [now - 24 * hour + 1, now - 24 * hour],
    });
    expect(digestOf([edge]).facts).toEqual({ apps: 1, incidents: 1, rollbacks: 2 });
    expect(digestOf([one({})]).facts).toEqual({ apps: 1, incidents: 0, rollbacks: 0 });
  });

  test('tells of pauses that stand, and says of no sweep what it does not know', () => {
    const paused = digestOf([one({})], { pauses: [now + hour], pulses: [null] });
    expect(paused.headline).toBe('daily digest: 1 app: 0 healthy, 0 sick, 1 paused');
    expect(paused.evidence.at(-1)).toMatch(/^Paused: all apps are paused by anna until /);
    expect(paused.happened).toContain('Some apps were never swept.');
    expect(digestOf([one({})], { pauses: [now] }).evidence).toEqual(['Sick: none']);
  });

  test('forgets nothing else that the monitor remembers', () => {
    const { monitor } = decideDigest(before, null, { now });
    expect(monitor).toEqual({ ...before, digestAt: null });
    expect(decideDigest(before, nine, { now }).monitor).toEqual(before);
  });
});
