import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { kinds } from '../../lib/core/catalogue.ts';
import { limits } from '../../lib/core/limits.ts';
import { dueOf, hasWaiting, parseOutbox } from '../../lib/core/outbox.ts';
import {
  isActing,
  isShared,
  troubledSince,
  troubleOf,
  withWait,
} from '../../lib/core/shared-trouble.ts';
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
  test('only those of a trouble that several apps can be in together', () => {
    const waiting = kinds.filter((kind) => troubleOf({ kind }) !== null);
    expect(waiting.toSorted()).toEqual([
      'app-down',
      'calm',
      'cause-found',
      'fast',
      'flapping',
      'heroku-readable',
      'heroku-unreadable',
      'monitor-blind',
      'monitor-sees',
      'recovered',
      'reminder',
      'rollback-held',
      'slow',
      'would-roll-back',
    ]);
  });

  test.each(kinds.filter((kind) => /^roll(ed|back)/.test(kind) && kind !== 'rollback-held'))(
    'never %s: that is of a rollback that is done',
    (kind) => {
      const [stamped] = withWait([of(kind)], new Set(['sick', 'blind', 'heroku']), dawn);
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
  });

  test('nothing while a rollback is under way', () => {
    const state = newState('check', dawn);
    expect(isActing(state)).toBe(false);
    for (const name of ['rolling-back', 'verifying'] as const) {
      expect(isActing({ ...state, situation: { ...state.situation, name } as never })).toBe(true);
    }
  });
});

describe('a trouble is shared', () => {
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
    expect(isShared(dawn, others)).toBe(shared);
  });
});

describe('since when an app is in trouble', () => {
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
  ] as const)('%s', (trouble, state, since) => {
    expect(troubledSince(state, trouble)).toBe(since);
  });
});

describe('an outbox', () => {
  const now = dawn;
  const waiting = of('app-down', { id: 'waiting', waitsUntil: now + 1 });
  const over = of('app-down', { id: 'over', waitsUntil: now });
  const plain = of('release-good', { id: 'plain' });
  const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);

  test.each([
    ['empty', [], []],
    ['that waits', [waiting], []],
    ['whose wait is over', [over], ['over']],
    ['of which the newest waits', [plain, waiting], ['plain']],
    ['that waits, and then has something that does not', [waiting, plain], ['waiting', 'plain']],
  ])('%s', (_name, outbox, due) => {
    const split = dueOf(outbox, now);
    expect(idsOf(split.due)).toEqual(due);
    expect([...split.due, ...split.later]).toEqual(outbox);
    expect(hasWaiting(outbox, now)).toBe(due.length < outbox.length);
  });

  test('keeps the note across the table', () => {
    expect(parseOutbox(JSON.stringify([waiting, plain]), 'shop', now)).toEqual([waiting, plain]);
  });

  test('waits about a sweep', () => {
    expect(limits.groupWaitMs).toBeGreaterThanOrEqual(60_000);
    expect(limits.groupWaitMs).toBeLessThanOrEqual(90_000);
  });
});
