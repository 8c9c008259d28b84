import { expect, test } from 'vitest';
import { type Facts, withoutOldRead } from '../../../lib/core/facts.ts';
import type { Release } from '../../../lib/core/release.ts';
import { newState } from '../../../lib/core/state.ts';
import { herokuOf, newWorld } from '../film-world.ts';
import { dawn, noPause, testApp, testReading } from '../fixtures.ts';
import { testEntry, testRelease } from '../ledger.ts';

const wanted = { releases: true, dynos: false, verdict: false, version: false, checks: false };
/** v2 runs, and came after v1. */
const state = {
  ...newState('check-1', dawn),
  currentId: 'release-2',
  ledger: [testEntry(2), testEntry(1)],
};

function read(releases: Release[] | null): Facts {
  const world = { ...newWorld(), releases: releases ?? [] };
  return {
    reading: testReading('healthy'),
    heroku: releases === null ? null : herokuOf(world, testApp(), wanted),
    ...{ trouble: null, lastHealthyAt: null, platform: null, fleetFull: null, others: null },
    ...{ version: null, pause: noPause, github: null },
  };
}

const running = (version: number) => testRelease(version, { current: true });
const pending = testRelease(2, { status: 'pending' });

test.each<[string, Release[] | null, boolean]>([
  ['that did not happen is none', null, false],
  ['in which nothing runs tells what it tells', [testRelease(2), testRelease(1)], false],
  ['in which the same release runs is a read of now', [running(2), testRelease(1)], false],
  [
    'that calls what runs pending is a read of now',
    [{ ...running(2), status: 'pending' }, testRelease(1)],
    false,
  ],
  ['in which a release runs that is new is a read of now', [running(3), testRelease(2)], false],
  ['that knows nothing yet of what runs is old', [running(1)], true],
  ['in which what runs is still pending is old', [pending, running(1)], true],
  ['in which an earlier one runs again is a read of now', [testRelease(2), running(1)], false],
])('a read of Heroku %s', (_name, releases, old) => {
  const facts = read(releases);
  if (old) expect(withoutOldRead({ facts, state })).toEqual({ ...facts, heroku: null });
  else expect(withoutOldRead({ facts, state })).toBe(facts);
});
