import { describe, expect, test } from 'vitest';
import { inWindowOf } from '../../../lib/core/catalogue/in-window.ts';
import { catalogue, kinds } from '../../../lib/core/catalogue.ts';

describe('in a maintenance window', () => {
  test('whatever closes something is told', () => {
    const closing = kinds.filter((kind) => {
      const severities: readonly string[] = catalogue[kind].severities;
      return severities.includes('resolved');
    });
    expect(closing.length).toBeGreaterThan(10);
    expect(closing.filter((kind) => inWindowOf(kind) !== 'told')).toEqual([]);
  });

  test.each([
    'monitor-blind',
    'heroku-unreadable',
    'github-trouble',
    'app-missing',
    'not-looked-at',
    'digest',
    'dead-letter',
    'state-unreadable',
    'test',
    'alert-unreadable',
  ])("lastgood's own trouble is told: %s", (kind) => {
    expect(inWindowOf(kind)).toBe('told');
  });

  test('what becomes of a rollback that was sent before is told', () => {
    const course = kinds.filter((kind) => /^rollback-(?!started|held)|^cause/.test(kind));
    expect(course.length).toBeGreaterThan(8);
    expect(course.filter((kind) => inWindowOf(kind) !== 'told')).toEqual([]);
  });

  test('nothing of the app that is new is told', () => {
    const after = ['release-detected', 'slow', 'certificate-expires', 'paused', 'checks-held'];
    expect(after.map(inWindowOf)).toEqual(after.map(() => 'told-after'));
    const judged = ['app-down', 'rollback-started', 'release-good', 'version-mismatch'];
    expect(judged.map(inWindowOf)).toEqual(judged.map(() => 'judged-after'));
  });
});
