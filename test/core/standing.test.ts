import { describe, expect, test } from 'vitest';
import type { GitHubTrouble } from '../../lib/core/github.ts';
import { decideGitHubToken } from '../../lib/core/github-token.ts';
import { type Monitor, nothingKnown } from '../../lib/core/monitor.ts';
import { type Standing, stand } from '../../lib/core/standing.ts';
import { decideUnlisted } from '../../lib/core/unlisted-subscribers.ts';
import { dawn, hour, minute } from './film.ts';

describe('a trouble of the monitor', () => {
  const patience = { patienceMs: 3 * minute, remindMs: 30 * minute };

  /** Looks at minutes after dawn, and whether it holds then; answers what each says. */
  function looks(...all: readonly (readonly [number, boolean | null])[]) {
    let standing: Standing | null = null;
    return all.map(([at, holds]) => {
      const stood = stand(standing, holds, { ...patience, now: dawn + at * minute });
      standing = stood.standing;
      return stood.says;
    });
  }

  test('is told once it has lasted, repeated, and told as over', () => {
    expect(
      looks([0, true], [2, true], [3, true], [4, true], [33, true], [34, false], [35, false]),
    ).toEqual([null, null, 'it stands', null, 'it stands', 'it is over', null]);
  });

  test('that nobody was told of is over without a word, and begins anew', () => {
    expect(looks([0, true], [2, false], [3, true], [5, true])).toEqual([null, null, null, null]);
  });

  test('is neither over nor told while nobody can say', () => {
    expect(looks([0, true], [3, true], [40, null], [41, false])).toEqual([
      null,
      'it stands',
      null,
      'it is over',
    ]);
  });
});

describe('a token that GitHub refuses', () => {
  const trouble = (kind: GitHubTrouble['kind'], canRetry: boolean) => {
    const message = 'GET /rate_limit answered 401: Bad credentials';
    return {
      ok: false,
      trouble: { kind, message, advice: 'make a new one', canRetry, status: 401 },
    } as const;
  };
  const refused = trouble('unauthorized', false);
  const taken = { ok: true, value: null } as const;

  function sweeps(
    ...all: readonly (readonly [number, Parameters<typeof decideGitHubToken>[1]['answer']])[]
  ) {
    let monitor: Monitor = nothingKnown;
    return all.map(([at, answer]) => {
      const facts = { answer, now: dawn + at * minute };
      const decided = decideGitHubToken(monitor, facts, 30 * minute);
      monitor = decided.monitor;
      return decided.alerts;
    });
  }
  const kinds = (all: ReturnType<typeof sweeps>) =>
    all.map((alerts) => alerts.map(({ kind, app }) => `${kind} ${app}`).join());

  test('is one alert for all apps, repeated, and resolved', () => {
    expect(
      kinds(
        sweeps([0, taken], [1, refused], [2, refused], [31, refused], [32, taken], [33, taken]),
      ),
    ).toEqual([
      '',
      'github-trouble all apps',
      '',
      'github-trouble all apps',
      'github-well all apps',
      '',
    ]);
  });

  test('says what came and what to do', () => {
    const [alert] = sweeps([0, refused]).flat();
    expect(alert).toMatchObject({ severity: 'warning', next: ['To mend it: make a new one.'] });
    expect(alert?.happened).toContain('Bad credentials');
  });

  test('says how long it was refused, and that it is taken', () => {
    expect(sweeps([0, refused], [90, taken]).flat().at(-1)).toMatchObject({
      severity: 'resolved',
      happened: 'It was refused for 1 h 30 min.',
    });
  });

  test('is not told of a GitHub that is away, nor over because of one', () => {
    const away = trouble('unavailable', true);
    expect(kinds(sweeps([0, away], [1, refused], [2, away], [3, taken]))).toEqual([
      '',
      'github-trouble all apps',
      '',
      'github-well all apps',
    ]);
  });

  test('is over where GitHub is not used any more', () => {
    expect(kinds(sweeps([0, refused], [1, null]))).toEqual([
      'github-trouble all apps',
      'github-well all apps',
    ]);
  });
});

describe('subscriptions that cannot be listed', () => {
  function sweeps(...all: readonly (readonly [number, string | null])[]) {
    let monitor: Monitor = nothingKnown;
    return all.map(([at, trouble]) => {
      const now = dawn + at;
      const subscribers = { at: now, confirmed: 1, trouble };
      const decided = decideUnlisted({ ...monitor, subscribers }, now);
      monitor = decided.monitor;
      return decided.alerts.map(({ kind }) => kind).join();
    });
  }

  test('are told of when that has lasted an hour, daily, and when it is over', () => {
    const denied = 'Access was denied. Allow it.';
    expect(
      sweeps(
        [0, denied],
        [hour - 1, denied],
        [hour, denied],
        [2 * hour, denied],
        [25 * hour, denied],
        [26 * hour, null],
      ),
    ).toEqual(['', '', 'subscribers-unknown', '', 'subscribers-unknown', 'subscribers-known']);
  });

  test('for a moment are told to nobody', () => {
    expect(sweeps([0, 'Throttled.'], [5 * minute, null], [2 * hour, null])).toEqual(['', '', '']);
  });
});
