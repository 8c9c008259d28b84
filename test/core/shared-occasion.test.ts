import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { exampleEntry } from '../../lib/core/catalogue/example-releases.ts';
import { kinds } from '../../lib/core/catalogue.ts';
import {
  isActing,
  isShared,
  occasionOf,
  occasionSince,
  runsRollback,
  withWait,
} from '../../lib/core/shared-occasion.ts';
import { newState, type State } from '../../lib/core/state.ts';
import { alert } from './alert-message/alert.ts';
import { dawn, minute, second } from './film.ts';

const of = (kind: string, change: Partial<Alert> = {}): Alert => ({
  ...alert,
  id: `shop.${kind}`,
  kind,
  ...change,
});

describe('which alerts may wait', () => {
  test('only those of a trouble that several apps can be in together, and of releases', () => {
    const waiting = kinds.filter((kind) => occasionOf({ kind }) !== null);
    expect(waiting.toSorted()).toEqual([
      'app-down',
      'calm',
      'cause-found',
      'checks-held',
      'checks-over',
      'checks-wanting',
      'fast',
      'flapping',
      'heroku-readable',
      'heroku-unreadable',
      'known-bad-redeployed',
      'monitor-blind',
      'monitor-sees',
      'recovered',
      'release-detected',
      'release-good',
      'release-inconclusive',
      'release-phase-failed',
      'release-stuck',
      'reminder',
      'rollback-held',
      'rollout-over',
      'rollout-stuck',
      'slow',
      'superseded',
      'version-mismatch',
      'version-unchanged',
      'version-unread',
      'watch-without-baseline',
      'would-roll-back',
    ]);
  });

  test('all that is told in one look with a verdict is of the same occasion', () => {
    const verdict = ['release-good', 'version-unread', 'version-unchanged', 'version-mismatch'];
    expect(verdict.map((kind) => occasionOf({ kind }))).toEqual(Array(4).fill('released'));
  });

  test.each(kinds.filter((kind) => /^roll(ed|back)/.test(kind) && kind !== 'rollback-held'))(
    'never %s: that is of a rollback that is done',
    (kind) => {
      const [stamped] = withWait(
        [of(kind)],
        new Set(['sick', 'blind', 'heroku', 'slow', 'flapping', 'released']),
        dawn,
      );
      expect(stamped).not.toHaveProperty('waitsUntil');
    },
  );

  test('what several are in waits a bounded time, and nothing else does', () => {
    const alerts = [of('app-down'), of('monitor-blind'), of('release-good')];
    const stamped = withWait(alerts, new Set(['sick']), dawn);
    expect(stamped.map(({ waitsUntil }) => waitsUntil)).toEqual([
      dawn + 90 * second,
      undefined,
      undefined,
    ]);
    expect(withWait(alerts, new Set(), dawn)).toEqual(alerts);
    const released = withWait(alerts, new Set(['released']), dawn);
    expect(released.map(({ waitsUntil }) => waitsUntil)).toEqual([
      undefined,
      undefined,
      dawn + 90 * second,
    ]);
  });

  test('nothing while a rollback is under way', () => {
    const state = newState('check', dawn);
    expect(isActing(state)).toBe(false);
    for (const name of ['rolling-back', 'verifying'] as const) {
      expect(isActing({ ...state, situation: { ...state.situation, name } as never })).toBe(true);
    }
  });
});

describe('an occasion is shared', () => {
  const at = (...minutes: number[]) => minutes.map((one) => dawn + one * minute);

  test.each([
    ['by nobody', [], false],
    ['by one other app: two are told one by one', at(0), false],
    ['by two others at the same time', at(0, 0), true],
    ['by two that came into it shortly before and after', at(-5, 5), true],
    ['by one, and by one that has been in it for longer', at(0, -6), false],
    [
      'by a hundred that have been in it since yesterday',
      Array(100).fill(dawn - 86_400_000),
      false,
    ],
  ])('%s', (_name, others, shared) => {
    expect(isShared('sick', dawn, others)).toBe(shared);
  });

  test.each([
    ['one alone', [], false],
    ['two', [0], false],
    ['three within the time that a word waits', [-90, 90], true],
    ['three, and one of them was told of before the other came', [-91, 0], false],
  ])('a deploy of %s', (_name, seconds, shared) => {
    const others = seconds.map((one) => dawn + one * second);
    expect(isShared('released', dawn, others)).toBe(shared);
  });
});

describe('since when an app is in it', () => {
  const healthy = newState('check', dawn);
  const incident = {
    id: 'shop.1',
    openedAt: dawn,
    toldAt: dawn,
    headline: 'down',
    logAskedAt: null,
  };
  const seen = { at: dawn + second, cause: null, came: 'status 503' };
  const sick: State = { ...healthy, evidence: { ...healthy.evidence, sickFirst: seen } };

  test.each([
    ['sick', healthy, null],
    ['sick', sick, dawn + second],
    ['sick', { ...sick, incident }, dawn],
    ['blind', { ...healthy, evidence: { ...healthy.evidence, unknownSince: dawn } }, dawn],
    ['blind', { ...healthy, conditions: { blind: dawn } }, dawn],
    ['heroku', { ...healthy, conditions: { heroku: dawn } }, dawn],
    ['slow', { ...healthy, conditions: { flapping: dawn } }, null],
    ['flapping', { ...healthy, conditions: { flapping: dawn } }, dawn],
  ] as const)('%s', (occasion, state, since) => {
    expect(occasionSince(state, occasion)).toBe(since);
  });

  const ran = { ...healthy, ledger: [exampleEntry(29, { seenAt: dawn })], currentId: 'release-29' };
  const pending = { id: 'release-30', version: 30, since: dawn + minute, told: false };
  const failed = { version: 30, description: 'Deploy 1', createdAt: dawn + second };
  const back = exampleEntry(30, { seenAt: dawn + minute });

  test.each<[string, State, number | null]>([
    ['no release was ever seen', healthy, null],
    ['one runs', ran, dawn],
    ['the release command of a newer one runs', { ...ran, pending }, dawn + minute],
    ['a newer one has failed', { ...ran, failed }, dawn + second],
    ['one came after that which has failed', { ...ran, failed: { ...failed, createdAt: 1 } }, dawn],
    ['a rollback runs', { ...ran, ledger: [back], currentId: back.id }, null],
  ])('released: %s', (_name, state, since) => {
    expect(occasionSince(state, 'released')).toBe(since);
  });

  test('a rollback that runs is one, whoever made it', () => {
    expect(runsRollback(healthy)).toBe(false);
    expect(runsRollback(ran)).toBe(false);
    expect(runsRollback({ ...ran, ledger: [back], currentId: back.id })).toBe(true);
  });
});
