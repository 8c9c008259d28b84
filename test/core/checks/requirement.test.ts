// What the checks of a commit mean as time goes by, and when they are asked for.

import { describe, expect, test } from 'vitest';
import type { App } from '../../../lib/core/app.ts';
import { fresh, good } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { isHeldByChecks, requirementOf, wantsChecks } from '../../../lib/core/checks.ts';
import { withEntry, withState } from '../../../lib/core/draft.ts';
import type { LedgerEntry } from '../../../lib/core/state.ts';

const second = 1_000;
const minute = 60 * second;
type Seen = NonNullable<LedgerEntry['checks']>;

const seen = (change: Partial<Seen>): Seen => ({
  ...{ since: now, askedAt: now, state: 'passing', passed: 0, names: [], told: false },
  ...change,
});

test.each<[string, Partial<Seen> | null, string]>([
  ['nobody has asked', null, 'unknown'],
  ['nobody could be asked', { state: 'unknown' }, 'unknown'],
  ['they pass', { state: 'passing' }, 'met'],
  ['one has failed', { state: 'failing' }, 'unmet'],
  ['they run for 15 min', { state: 'running', since: now - 15 * minute }, 'waiting'],
  ['they run for longer', { state: 'running', since: now - 15 * minute - 1 }, 'unmet'],
  ['they run, some passed', { state: 'running', since: now - 16 * minute, passed: 1 }, 'met'],
  ['there is none in the first minute', { state: 'none', since: now - minute }, 'waiting'],
  ['there is none after it', { state: 'none', since: now - minute - 1 }, 'unmet'],
])('where %s', (_where, checks, requirement) => {
  const entry = { ...good(fresh), checks: checks && seen(checks) };
  expect(requirementOf(entry, now)).toBe(requirement);
});

test('of no release nothing is known', () => {
  expect(requirementOf(null, now)).toBe('unknown');
});

const app = (checks: App['checks'], repository: string | null = 'acme/shop'): App => ({
  ...{ ...fresh.app, checks },
  repository,
});
const of = (change: Partial<LedgerEntry>) => withEntry(fresh, 'release-29', change).state;
const nobody = withState(fresh, { currentId: null }).state;

test('a release is held only where the app wants that, while its checks are not met', () => {
  const held = (checks: Partial<Seen>, policy: App['checks'] = 'hold') =>
    isHeldByChecks(of({ checks: seen(checks) }), app(policy), now);
  expect(held({ state: 'failing' })).toBe(true);
  expect(held({ state: 'none' })).toBe(true);
  expect(held({ state: 'passing' })).toBe(false);
  expect(held({ state: 'unknown' })).toBe(false);
  expect(held({ state: 'failing' }, 'warn')).toBe(false);
  expect(isHeldByChecks(nobody, app('hold'), now)).toBe(false);
});

describe('checks are asked for', () => {
  const wants = (change: Partial<LedgerEntry>, which = app('warn')) =>
    wantsChecks(of(change), which, now);
  const asked = (state: Seen['state'], ageMs: number, change: Partial<Seen> = {}) => ({
    checks: seen({ state, askedAt: now - ageMs, ...change }),
  });

  test('of a release without a verdict, where somebody wants to know and can', () => {
    expect(wants({})).toBe(true);
    expect(wants({ verdict: 'inconclusive' })).toBe(true);
    expect(wants({ verdict: 'good' })).toBe(false);
    expect(wants({ verdict: 'bad' })).toBe(false);
    expect(wants({}, app('off'))).toBe(false);
    expect(wants({}, app('hold', null))).toBe(false);
    expect(wantsChecks(nobody, app('hold'), now)).toBe(false);
  });

  test('of code alone, and no more once they pass', () => {
    expect(wants({ kind: 'config', artifact: 'slug-27' })).toBe(false);
    expect(wants(asked('passing', 60 * minute))).toBe(false);
  });

  test('twice a minute while they may pass yet', () => {
    expect(wants(asked('running', 30 * second))).toBe(true);
    expect(wants(asked('running', 30 * second - 1))).toBe(false);
  });

  test('each five minutes once they do not, and no more once a warning was told', () => {
    expect(wants(asked('failing', 5 * minute))).toBe(true);
    expect(wants(asked('failing', 5 * minute - 1))).toBe(false);
    expect(wants(asked('failing', 5 * minute, { told: true }))).toBe(false);
    expect(wants(asked('failing', 5 * minute, { told: true }), app('hold'))).toBe(true);
    expect(wants(asked('failing', 5 * minute), app('hold'))).toBe(true);
  });

  test('again where they could not be, at the pace of GitHub’s trouble', () => {
    expect(wants(asked('unknown', minute))).toBe(true);
    const asking = {
      at: now,
      times: 9,
      message: 'no answer',
      advice: 'wait',
      canRetry: true,
      ofToken: false,
    };
    const troubled = { ...of(asked('unknown', minute)), github: { asking, telling: null } };
    expect(wantsChecks(troubled, app('warn'), now)).toBe(false);
  });
});
