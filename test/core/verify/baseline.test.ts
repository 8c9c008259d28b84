import { describe, expect, test } from 'vitest';
import { currentRelease } from '../../../lib/core/state.ts';
import {
  type Baseline,
  baselineText,
  parseBaseline,
  stateOf,
  vouchedBaseline,
} from '../../../lib/core/verify/baseline.ts';
import { dawn, hour, minute } from '../film.ts';
import { testRelease } from '../ledger.ts';

const release = testRelease(3, { current: true });
const noted: Baseline = {
  app: 'shop',
  notedAt: dawn,
  checkHash: 'hash',
  health: 'healthy',
  came: 'status 200, body "ok"',
  release,
  versionBody: 'shop 1.0',
};
const expected = { app: 'shop', checkHash: 'hash', now: dawn + hour };

describe('a file', () => {
  test('that was written is read back', () => {
    expect(parseBaseline(baselineText(noted), expected)).toEqual(noted);
  });

  test.each(['pending', 'succeeded', 'failed', 'expired'] as const)(
    'that names a release that is %s is read back',
    (status) => {
      const baseline = { ...noted, release: { ...release, status, userEmail: null } };
      expect(parseBaseline(baselineText(baseline), expected)).toEqual(baseline);
    },
  );

  test.each(['healthy', 'sick', 'unknown'] as const)('of an app that was %s too', (health) => {
    expect(parseBaseline(baselineText({ ...noted, health }), expected)).toMatchObject({ health });
  });

  test('is believed for six hours, and not a moment longer', () => {
    const text = baselineText(noted);
    expect(parseBaseline(text, { ...expected, now: dawn + 6 * hour })).toEqual(noted);
    expect(parseBaseline(text, { ...expected, now: dawn + 6 * hour + 1 })).toBe(
      'it was noted at 2026-11-23T03:00:00.000Z; note it anew before each deploy',
    );
  });

  test.each([
    ['nothing at all', '', 'it is not what `--note` writes'],
    ['something else', '{"version":1}', 'it is not what `--note` writes'],
    ['of a word that nobody saw', baselineText({ ...noted, health: 'vouched' }), 'is not what'],
    ['another app', baselineText({ ...noted, app: 'blog' }), 'it was noted for "blog"'],
    ['another check', baselineText({ ...noted, checkHash: 'other' }), 'another health check'],
    ['long ago', baselineText({ ...noted, notedAt: dawn - 6 * hour }), 'before each deploy'],
  ])('with %s is refused', (_name, text, why) => {
    expect(parseBaseline(text, expected)).toContain(why);
  });
});

describe('what decide remembers', () => {
  const remembered = (health: Baseline['health']) =>
    stateOf({ ...noted, health }, [release], dawn + minute);

  test.each([
    ['healthy', 'good', 'noted', dawn],
    ['vouched', 'good', 'vouched', null],
    ['sick', 'inconclusive', undefined, null],
    ['unknown', 'inconclusive', undefined, null],
  ] as const)('of one that was %s: %s', (health, verdict, baseline, lastHealthyAt) => {
    const state = remembered(health);
    const current = currentRelease(state);
    expect(current).toMatchObject({ version: 3, verdict, attributable: false });
    expect(current?.baseline).toBe(baseline);
    expect(current?.versionBody).toBe('shop 1.0');
    expect(state).toMatchObject({
      situation: { name: 'steady' },
      checkHash: 'hash',
      lastHealthyAt,
    });
    expect(state.incident).toBeNull();
  });
});

test('nobody vouches for a release that there never was', () => {
  expect(vouchedBaseline(null, expected)).toBeNull();
  expect(vouchedBaseline(release, expected)).toEqual({
    app: 'shop',
    checkHash: 'hash',
    notedAt: expected.now,
    health: 'vouched',
    came: 'nobody looked',
    release,
    versionBody: null,
  });
});
