import { describe, expect, test } from 'vitest';
import { blameless } from '../../lib/core/blameless.ts';
import { dawn, hour, minute } from './film.ts';
import { caseOf } from './guard-case.ts';
import { testEntry } from './ledger.ts';

const now = dawn + minute;

describe('a release is', () => {
  const excuse = (entry: Parameters<typeof testEntry>[1], probationMs: number | null = hour) =>
    blameless(
      caseOf({ app: { probationMs }, state: { ledger: [testEntry(2, entry), testEntry(1)] } }),
    );

  test('to blame up to the very end of its probation', () => {
    expect(excuse({ createdAt: now - hour })).toBeNull();
    expect(excuse({ createdAt: now - hour - 1 })).toContain('longer than its probation');
    expect(excuse({ createdAt: now - 900 * hour }, null)).toBeNull();
  });

  test('to blame when our clock is behind Heroku’s', () => {
    expect(excuse({ createdAt: now + minute })).toBeNull();
  });

  test('not to blame when the app was not well before it', () => {
    expect(excuse({ attributable: false })).toContain('not seen healthy right before v2');
  });

  test('not to blame when it is the rollback of a sick app', () => {
    expect(excuse({ attributable: false, kind: 'rollback' })).toContain('is itself a rollback');
  });

  test('not to blame when nobody knows what runs', () => {
    expect(blameless(caseOf({ state: { currentId: null } }))).toContain('are not known');
  });
});
