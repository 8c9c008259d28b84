import { describe, expect, test } from 'vitest';
import { isEligibleForRollback, Ledger } from '../../../lib/local/heroku/ledger.ts';

const dayMs = 24 * 3_600_000;

function draft(slugId: string | null) {
  return {
    description: 'Deploy',
    slugId,
    configVars: {},
    addonPlanNames: [],
    userEmail: 'ann@example.com',
  };
}

/** A ledger of `count` succeeded releases of code, and a clock that can be set. */
function ledgerOf(count: number) {
  const clock = { at: 0 };
  const ledger = new Ledger(() => clock.at, 30 * dayMs);
  for (let made = 0; made < count; made += 1) {
    ledger.succeed(ledger.add(draft(`slug-${made}`)).version);
  }
  return { clock, ledger };
}

describe('the ledger', () => {
  test('numbers releases from 1 and keeps one of them current', () => {
    const { ledger } = ledgerOf(3);
    expect(ledger.entries().map(({ version, current }) => [version, current])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  test('leaves the old release current while the new one is pending and after it failed', () => {
    const { ledger } = ledgerOf(1);
    const { version } = ledger.add(draft('slug'));
    expect(ledger.current()?.version).toBe(1);
    ledger.fail(version);
    expect(ledger.current()?.version).toBe(1);
    expect(ledger.find('2')?.status).toBe('failed');
  });

  test('makes the release current that ends last, whatever its number, for nothing is serialised', () => {
    const { ledger } = ledgerOf(1);
    const first = ledger.add(draft('slug-a'));
    const second = ledger.add(draft('slug-b'));
    ledger.succeed(second.version);
    ledger.succeed(first.version);
    expect(ledger.current()?.version).toBe(first.version);
  });

  test('finds a release by id and by version, and not by v and version', () => {
    const { ledger } = ledgerOf(2);
    const { id } = ledger.find('2') ?? { id: '' };
    expect(ledger.find(id)?.version).toBe(2);
    expect(ledger.find('v2')).toBeNull();
  });

  test('expires what is older than 30 days and beyond the newest twenty, and nothing else', () => {
    const { clock, ledger } = ledgerOf(22);
    clock.at = 31 * dayMs;
    const expired = ledger.entries().filter(({ status }) => status === 'expired');
    expect(expired.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('expires nothing that is younger than 30 days', () => {
    const { clock, ledger } = ledgerOf(22);
    clock.at = 29 * dayMs;
    expect(ledger.entries().every(({ status }) => status === 'succeeded')).toBe(true);
  });
});

describe('eligibility for rollback', () => {
  test.each([
    ['a succeeded release with code', 'slug', 'succeeded', true],
    ['a pending release', 'slug', 'pending', false],
    ['a failed release', 'slug', 'failed', false],
    ['an expired release', 'slug', 'expired', false],
    ['a first release without code', null, 'succeeded', false],
  ] as const)('of %s', (_, slugId, status, isEligible) => {
    const ledger = new Ledger(() => 0, dayMs);
    const added = ledger.add(draft(slugId));
    const entry = { ...added, status };
    expect(isEligibleForRollback(entry)).toBe(isEligible);
  });
});
