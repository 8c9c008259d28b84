// Heroku allows few calls: what a look need not ask, it does not ask.

import { describe, expect, test } from 'vitest';
import { factsWanted, type Look } from '../../../lib/core/facts.ts';
import {
  type LedgerEntry,
  newState,
  noEvidence,
  type Situation,
  type State,
} from '../../../lib/core/state.ts';
import { dawn, hour, minute, testApp, testReading } from '../film.ts';
import { testEntry } from '../ledger.ts';
import { situations } from '../situations.ts';

const now = dawn + 11 * minute;

function wanted(name: Situation['name'], state: Partial<State> = {}, look: Partial<Look> = {}) {
  const known: State = {
    ...newState('check-1', dawn),
    situation: situations[name],
    currentId: 'release-1',
    ledger: [testEntry(1, { rollout: 'done' })],
    ...state,
  };
  const reading = testReading('healthy', { at: now });
  return factsWanted({
    ...{ app: testApp(), state: known, reading, news: false, listed: true, now },
    ...look,
  });
}

const unseen: readonly LedgerEntry[] = [testEntry(1, { rollout: 'unknown' })];
const sick = { reading: testReading('sick', { at: now }) };
const long = { releasesReadAt: dawn };
const justNow = { releasesReadAt: now };

describe('an app that people see to', () => {
  test.each(['down', 'escalated'] as const)('and is %s is not read while it is well', (name) => {
    expect(wanted(name, long)).toMatchObject({ releases: false, dynos: false });
    expect(wanted(name, long, sick)).toMatchObject({ releases: true, dynos: false });
  });

  test('costs no read of dynos, though nobody has seen them', () => {
    const state = { ...long, ledger: [...unseen] };
    expect(wanted('down', state, sick)).toMatchObject({ releases: true, dynos: false });
  });
});

describe('the dynos of a release that nobody has seen', () => {
  const state = { ...long, ledger: [...unseen] };

  test('are asked while it is watched and well', () => {
    expect(wanted('watching', state).dynos).toBe(true);
    const unknown = { reading: testReading('unknown', { at: now }) };
    expect(wanted('watching', state, unknown)).toMatchObject({ releases: true, dynos: false });
  });

  test('are not asked only because a newer release is pending', () => {
    const pending = { id: 'release-2', version: 2, since: dawn, told: false };
    expect(wanted('steady', { ...state, pending })).toMatchObject({ releases: true, dynos: false });
  });
});

describe('at the end of a watch that was seen well', () => {
  const window = { healthy: 20, sick: 0, unknown: 0 };
  const proven = { ...justNow, evidence: { ...noEvidence, healthyInARow: 3, window } };

  test('releases are asked, and the dynos where they were not all seen to be its own', () => {
    expect(wanted('watching', proven)).toMatchObject({ releases: true, dynos: false });
    const doubtful = { ...proven, ledger: [...unseen] };
    expect(wanted('watching', doubtful)).toMatchObject({ releases: true, dynos: true });
  });

  test('no sooner is anything asked', () => {
    expect(wanted('watching', proven, { now: now - minute - 1 }).releases).toBe(false);
    expect(wanted('watching', proven, { now: now - minute }).releases).toBe(true);
  });
});

describe('everything for a rollback', () => {
  const first = { ...testApp(), sustained: { failures: 1, forMs: 0 } };
  const row = { at: dawn, cause: 'status', came: '' };
  const whole = { ...noEvidence, sickInARow: 9, sickFirst: row, sickLast: row };

  test('is asked at the very first sick reading, where one is enough', () => {
    expect(wanted('steady', justNow, { ...sick, app: first }).verdict).toBe(true);
    expect(wanted('steady', justNow, sick).verdict).toBe(false);
  });

  test('is asked on a sick reading alone, whatever row there is', () => {
    expect(wanted('steady', { ...justNow, evidence: whole }).verdict).toBe(false);
    expect(wanted('steady', { ...justNow, evidence: whole }, sick).verdict).toBe(true);
  });
});

describe('while the checks of a release are asked for', () => {
  const ledger = [testEntry(1, { verdict: 'unproven', rollout: 'done' })];
  const asked = (checks: 'warn' | 'hold') =>
    wanted(
      'watching',
      { releasesReadAt: dawn + hour, ledger },
      { app: testApp({ repository: 'acme/shop', checks }), now: dawn + hour },
    );

  test('the releases are asked with them, if they may hold it', () => {
    expect(asked('hold')).toMatchObject({ checks: true, releases: true });
    expect(asked('warn')).toMatchObject({ checks: true, releases: false });
  });
});
