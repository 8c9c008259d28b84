import { describe, expect, test } from 'vitest';
import { factsWanted, gapMsMax, type Look, type Wanted } from '../../lib/core/facts.ts';
import {
  type LedgerEntry,
  newState,
  noEvidence,
  type Situation,
  type State,
} from '../../lib/core/state.ts';
import { dawn, minute, second, testApp, testReading } from './film.ts';
import { testEntry } from './ledger.ts';
import { situations } from './situations.ts';

const nothing: Wanted = {
  releases: false,
  dynos: false,
  verdict: false,
  version: false,
  checks: false,
};
const sick = testReading('sick', { at: dawn + minute });
const row = { at: dawn, cause: 'status', came: '' };
/** One more sick reading convicts. */
const almost = { ...noEvidence, sickInARow: 2, sickFirst: row, sickLast: row };

function wanted(situation: Situation['name'], change: Partial<Look> = {}, state = {}): Wanted {
  const known: State = {
    ...newState('check-1', dawn),
    situation: situations[situation],
    currentId: 'release-1',
    releasesReadAt: dawn + minute,
    ...state,
  };
  return factsWanted({
    app: testApp(),
    state: known,
    reading: testReading('healthy', { at: dawn + minute }),
    news: false,
    listed: true,
    now: dawn + minute,
    ...change,
  });
}

describe('of a healthy app that is', () => {
  test.each(['steady', 'rolled-back', 'unarmed', 'down', 'escalated', 'watching'] as const)(
    '%s nothing is asked',
    (situation) => expect(wanted(situation)).toEqual(nothing),
  );

  test.each(['warmup', 'verifying'] as const)('%s releases and dynos are asked', (situation) => {
    expect(wanted(situation)).toEqual({ ...nothing, releases: true, dynos: true });
  });

  test('being rolled back the releases are asked', () => {
    expect(wanted('rolling-back')).toEqual({ ...nothing, releases: true });
  });

  test('held everything for a rollback is asked', () => {
    expect(wanted('held')).toEqual({ ...nothing, releases: true, dynos: true, verdict: true });
  });

  test('watched the releases are asked again after half a minute', () => {
    const read = { releasesReadAt: dawn + minute - 30 * second };
    expect(wanted('watching', {}, read).releases).toBe(false);
    const old = { releasesReadAt: dawn + minute - 30 * second - 1 };
    expect(wanted('watching', {}, old)).toEqual({ ...nothing, releases: true });
  });

  test('watched the dynos are asked again too while old ones run', () => {
    const mixed = (rollout: LedgerEntry['rollout'], readAt: number) =>
      wanted('watching', {}, { ledger: [testEntry(1, { rollout })], releasesReadAt: readAt }).dynos;
    const old = dawn + minute - 30 * second - 1;
    expect(mixed('mixed', old)).toBe(true);
    expect(mixed('mixed', old + 1)).toBe(false);
    expect(mixed('done', old)).toBe(false);
    expect(mixed('unknown', old)).toBe(false);
  });

  test('watched to the end and proven the releases are asked for the verdict', () => {
    const window = { healthy: 20, sick: 0, unknown: 0 };
    const proven = { evidence: { ...noEvidence, healthyInARow: 3, window } };
    expect(wanted('watching', {}, proven).releases).toBe(false);
    const over = { now: dawn + 11 * minute };
    const state = { ...proven, releasesReadAt: dawn + 11 * minute };
    expect(wanted('watching', over, state).releases).toBe(true);
  });

  test('watched the version endpoint is asked, if there is one', () => {
    const app = testApp({ version: '/version' });
    expect(wanted('watching', { app })).toEqual({ ...nothing, version: true });
    expect(wanted('steady', { app }).version).toBe(false);
    expect(wanted('watching', { app, reading: sick }).version).toBe(false);
  });
});

describe('the releases are asked', () => {
  test('on news', () => expect(wanted('steady', { news: true }).releases).toBe(true));

  test('with the dynos, when the release has no warm-up in which they are', () => {
    expect(wanted('steady', { news: true }).dynos).toBe(false);
    const app = testApp({ warmupMs: 0 });
    expect(wanted('steady', { news: true, app }).dynos).toBe(true);
    expect(wanted('steady', { app }).dynos).toBe(false);
  });

  test('as long as nobody knows what runs', () => {
    expect(wanted('steady', {}, { currentId: null }).releases).toBe(true);
  });

  test('now and then while a newer one is pending', () => {
    const pending = { id: 'release-2', version: 2, since: dawn, told: false };
    const old = { pending, releasesReadAt: dawn };
    expect(wanted('steady', {}, old).releases).toBe(true);
    expect(wanted('steady', {}, { pending }).releases).toBe(false);
  });
});

describe('on a sick reading', () => {
  const first = { ...nothing, releases: true, dynos: true };
  test.each(['steady', 'rolled-back', 'watching', 'warmup', 'unarmed'] as const)(
    'of an app that is %s releases and dynos are asked',
    (situation) => expect(wanted(situation, { reading: sick })).toEqual(first),
  );

  test.each(['steady', 'rolled-back', 'watching', 'warmup'] as const)(
    'that may convict an app that is %s everything for a rollback is asked',
    (situation) => {
      const facts = wanted(situation, { reading: sick }, { evidence: almost });
      expect(facts).toEqual({ ...first, verdict: true });
    },
  );

  test.each(['down', 'escalated'] as const)(
    'of an app that is %s only the releases are asked, and not at every look',
    (situation) => {
      const evidence = { evidence: almost };
      expect(wanted(situation, { reading: sick }, evidence)).toEqual(nothing);
      const old = { ...evidence, releasesReadAt: dawn };
      expect(wanted(situation, { reading: sick }, old)).toEqual({ ...nothing, releases: true });
    },
  );

  test('while a rollback waits to be sent again everything for it is asked', () => {
    const facts = wanted('rolling-back', { reading: sick }, { evidence: almost });
    expect(facts.verdict).toBe(true);
  });

  test('while Heroku carries a rollback out the releases are enough', () => {
    const waiting = situations['rolling-back'];
    if (waiting.name !== 'rolling-back') throw new Error(waiting.name);
    const release = { id: 'release-3', version: 3 };
    const situation = { ...waiting, intent: { ...waiting.intent, release } };
    expect(wanted('rolling-back', { reading: sick }, { evidence: almost, situation })).toEqual({
      ...nothing,
      releases: true,
    });
  });
});

test('of an app that is not in the account’s list nothing at all is asked', () => {
  const unlisted = { listed: false, news: true, reading: sick };
  expect(wanted('steady', unlisted, { currentId: null })).toEqual(nothing);
});

test('a row of sick readings outlives a silence of three sweeps', () => {
  expect(gapMsMax({ sweepMs: minute, watchMs: second })).toBe(3 * minute);
});
