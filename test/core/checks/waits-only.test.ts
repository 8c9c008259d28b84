// When a release waits for nothing but its checks, so that its looks need not be counted any more.

import { describe, expect, test } from 'vitest';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { waitsOnlyForChecks } from '../../../lib/core/checks.ts';
import { withEntry, withState } from '../../../lib/core/draft.ts';
import type { Evidence, LedgerEntry, Situation } from '../../../lib/core/state.ts';

const checks: NonNullable<LedgerEntry['checks']> = {
  ...{ since: now, askedAt: now, passed: 0, names: ['unit'], told: true },
  state: 'failing',
};
const over: Situation = { name: 'watching', since: now - 1, until: now, deadline: now };
const app = { ...fresh.app, checks: 'hold' } as const;
const window = { healthy: 112, sick: 3, unknown: 1 };

function waits(
  change: {
    readonly situation?: Situation;
    readonly entry?: Partial<LedgerEntry>;
    readonly evidence?: Partial<Evidence>;
    readonly policy?: 'hold' | 'warn';
  } = {},
): boolean {
  const { situation = over, policy = 'hold' } = change;
  const healthyInARow = app.recovered;
  const evidence = { ...fresh.state.evidence, window, healthyInARow, ...change.evidence };
  const entry = { checks, rollout: 'done', ...change.entry } as const;
  const { state } = withEntry(withState(fresh, { situation, evidence }), 'release-29', entry);
  return waitsOnlyForChecks(state, { ...app, checks: policy }, now);
}

test('a release that was seen well to the end of its watch waits for its checks alone', () => {
  expect(waits()).toBe(true);
});

describe('more than its checks is wanting', () => {
  test.each<[string, Parameters<typeof waits>[0]]>([
    ['while its watch goes on', { situation: { ...over, until: now + 1 } }],
    ['in its warm-up', { situation: { name: 'warmup', since: now, until: now, early: false } }],
    ['while old dynos run', { entry: { rollout: 'mixed' } }],
    ['before anybody has seen its dynos', { entry: { rollout: 'unknown' } }],
    ['where its checks pass', { entry: { checks: { ...checks, state: 'passing' } } }],
    ['where the app only warns', { policy: 'warn' }],
    ['where too little was seen', { evidence: { window: { ...window, healthy: 2, sick: 0 } } }],
    ['where nothing was counted', { evidence: { window: null } }],
  ])('%s', (_where, change) => {
    expect(waits(change)).toBe(false);
  });
});
