import { expect, test } from 'vitest';
import { fresh, good, mixed } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { withEntry } from '../../../lib/core/draft.ts';
import { rolloutOver, rolloutStuck } from '../../../lib/core/texts/rollout.ts';
import { time } from '../../../lib/core/texts/time.ts';
import {
  versionMismatch,
  versionUnchanged,
  versionUnread,
} from '../../../lib/core/texts/version.ts';
import { withoutRelease } from './drafts.ts';

test('machines learn of which release the version endpoint was asked', () => {
  const [v29, v27] = [good(fresh), good(fresh, 27)];
  for (const { facts } of [
    versionUnread(fresh, v29),
    versionUnchanged(fresh, v29, v27),
    versionMismatch(fresh, v29),
  ])
    expect(facts).toEqual({ release: 29 });
});

test('what the version endpoint said is quoted, and the commit named where it is known', () => {
  const v29 = { ...good(fresh), versionBody: '1.4.2', commit: '9c0ffee1a0b1c2d3e4f5' };
  expect(versionUnchanged(fresh, v29, good(fresh, 27)).evidence[0]).toBe('Both times: "1.4.2"');
  const other = versionMismatch(fresh, v29);
  expect(other.evidence[0]).toBe('Came: "1.4.2"');
  expect(other.happened).toContain('Heroku deployed commit 9c0ffee1a0b1c2d3e4f5, and /version');
});

test('dynos of an older release are told with the newer one, if it is known', () => {
  expect(rolloutStuck(mixed).headline).toBe('dynos of an older release still run 10 min after v29');
  expect(rolloutStuck(withoutRelease(mixed)).headline).toBe(
    'dynos of an older release still run 0 ms after the release',
  );
  const ahead = withEntry(mixed, 'release-29', { seenAt: now + 5_000 });
  expect(rolloutStuck(ahead).headline).toContain('still run 0 ms after v29');
  expect(rolloutOver(withoutRelease(fresh)).happened).toBe(
    'Heroku shows web dynos of the release only.',
  );
});

test('a time that is none does not cost the alert', () => {
  expect(time(now)).toBe('2026-11-23 03:14:05 UTC');
  expect(time(Number.NaN)).toBe('time unknown');
});
