import { describe, expect, test } from 'vitest';
import { isProven, isSustained } from '../../lib/core/evidence.ts';
import { limits } from '../../lib/core/limits.ts';
import { type Evidence, noEvidence } from '../../lib/core/state.ts';
import { dawn, minute, second } from './film.ts';

describe('a row is sustained', () => {
  const row = (count: number, spanMs: number): Evidence => ({
    ...noEvidence,
    sickInARow: count,
    sickFirst: { at: dawn, cause: 'status', came: '' },
    sickLast: { at: dawn + spanMs, cause: 'status', came: '' },
  });
  const sustained = { failures: 3, forMs: 30 * second };
  test.each([
    ['at the count and at the time', row(3, 30 * second), true],
    ['not one reading short of the count', row(2, 30 * second), false],
    ['not one millisecond short of the time', row(3, 30 * second - 1), false],
    ['beyond both', row(9, minute), true],
    ['not by negative time', row(9, -minute), false],
    ['not when there is none', noEvidence, false],
    ['not without its first reading', { ...row(9, minute), sickFirst: null }, false],
    ['not without its newest reading', { ...row(9, minute), sickLast: null }, false],
  ])('%s', (_name, evidence, expected) => {
    expect(isSustained(evidence, sustained)).toBe(expected);
  });
});

describe('a release is proven', () => {
  const seen = (healthy: number, sick: number, unknown: number, inARow = 3): Evidence => ({
    ...noEvidence,
    healthyInARow: inARow,
    window: { healthy, sick, unknown },
  });
  test.each([
    ['by exactly enough readings', seen(limits.provenReadingsMin, 0, 0), true],
    ['not by one reading fewer', seen(limits.provenReadingsMin - 1, 0, 0), false],
    ['with exactly nine in ten healthy', seen(9, 1, 0), true],
    ['not with fewer', seen(17, 2, 0), false],
    ['with exactly one in five unknown', seen(8, 0, 2), true],
    ['not with more', seen(8, 0, 3), false],
    ['not by unknown readings in place of healthy ones', seen(0, 0, 100), false],
    ['not while the newest are not healthy', seen(90, 1, 0, 2), false],
    ['not without a window', { ...seen(9, 0, 0), window: null }, false],
  ])('%s', (_name, evidence, expected) => {
    expect(isProven(evidence, 3)).toBe(expected);
  });
});
