import { describe, expect, test } from 'vitest';
import { checksOf } from '../../lib/core/checks.ts';
import { limits } from '../../lib/core/limits.ts';

const done = (name: string, conclusion: string) => ({ name, status: 'completed', conclusion });
const open = (name: string, status: string) => ({ name, status, conclusion: null });

describe('checks of a commit', () => {
  test.each([
    ['nothing at all', [], [], 'none', []],
    ['one that passed', [done('unit', 'success')], [], 'passing', []],
    ['a status that passed', [], [{ context: 'ci', state: 'success' }], 'passing', []],
    [
      'one that failed beside others',
      [done('a', 'success'), done('b', 'failure')],
      [],
      'failing',
      ['b'],
    ],
    [
      'one that failed while others run',
      [open('a', 'queued'), done('b', 'failure')],
      [],
      'failing',
      ['b'],
    ],
    ['one that still runs', [done('a', 'success'), open('b', 'in_progress')], [], 'running', ['b']],
    ['a status that is pending', [], [{ context: 'ci', state: 'pending' }], 'running', ['ci']],
    [
      'skipped and neutral ones alone',
      [done('a', 'skipped'), done('b', 'neutral')],
      [],
      'none',
      [],
    ],
    [
      'a skipped one beside one that passed',
      [done('a', 'skipped'), done('b', 'success')],
      [],
      'passing',
      [],
    ],
    ['our own word alone', [], [{ context: 'lastgood/shop', state: 'failure' }], 'none', []],
    [
      'our own word beside one that passed',
      [done('unit', 'success')],
      [{ context: 'lastgood/shop', state: 'pending' }],
      'passing',
      [],
    ],
    ['a status that is in error', [], [{ context: 'ci', state: 'error' }], 'failing', ['ci']],
  ] as const)('with %s', (_with, runs, statuses, state, names) => {
    expect(checksOf({ runs, statuses })).toMatchObject({ state, names });
  });

  test.each(['failure', 'cancelled', 'timed_out', 'action_required', 'startup_failure', 'stale'])(
    'that ended as %s have failed',
    (conclusion) => {
      expect(checksOf({ runs: [done('unit', conclusion)], statuses: [] }).state).toBe('failing');
    },
  );

  test('are named safely, and not all of them', () => {
    const runs = Array.from({ length: 50 }, (_, at) => done(`\u001b[31m${at}\n`, 'failure'));
    const { names } = checksOf({ runs, statuses: [] });
    expect(names).toHaveLength(limits.checksNamesMax);
    expect(names.join('')).toMatch(/^[ -~]+$/);
  });
});
