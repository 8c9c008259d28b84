import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../lib/core/alert-message.ts';
import {
  decideMonitor,
  type Monitor,
  monitorAlert,
  monitorKey,
  nothingKnown,
  parseMonitor,
} from '../../lib/core/monitor.ts';
import { pausesKey } from '../../lib/core/pause.ts';
import { dawn, minute } from './film.ts';
import { trouble } from './scenes.ts';

const policy = { patienceMs: 3 * minute, remindMs: 30 * minute };
const fresh = nothingKnown;
const passing = trouble({ kind: 'unavailable' });
const final = trouble({ kind: 'unauthorized', canRetry: false, advice: 'Renew the token.' });

/** Sweeps at minutes after dawn, and the kinds that were said in each. */
function sweeps(...looks: readonly [atMinutes: number, facts: object][]): string[][] {
  let monitor = fresh;
  return looks.map(([at, facts]) => {
    const seen = { trouble: null, now: dawn + at * minute, ...facts };
    const decided = decideMonitor(monitor, seen, policy);
    monitor = decided.monitor;
    return decided.alerts.map(({ kind }) => kind);
  });
}

describe('when Heroku cannot be listed', () => {
  test('a trouble that needs a person is told at once', () => {
    expect(sweeps([0, { trouble: final }])).toEqual([['heroku-unreadable']]);
  });

  test('one that passes by itself is told once it has lasted, and then repeated', () => {
    const down = { trouble: passing };
    expect(sweeps([0, down], [2, down], [3, down], [4, down], [33, down])).toEqual([
      [],
      [],
      ['heroku-unreadable'],
      [],
      ['heroku-unreadable'],
    ]);
  });

  test('its end is told where its beginning was', () => {
    expect(sweeps([0, { trouble: passing }], [1, {}])).toEqual([[], []]);
    expect(sweeps([0, { trouble: final }], [1, {}], [2, {}])).toEqual([
      ['heroku-unreadable'],
      ['heroku-readable'],
      [],
    ]);
  });

  test('a second trouble waits anew', () => {
    const down = { trouble: passing };
    expect(sweeps([0, down], [1, {}], [3, down])).toEqual([[], [], []]);
  });
});

test('every alert says what to do, and can be sent', () => {
  const first = decideMonitor(fresh, { trouble: final, now: dawn }, policy);
  const second = decideMonitor(first.monitor, { trouble: null, now: dawn }, policy);
  const alerts = [...first.alerts, ...second.alerts];
  expect(alerts.map(({ app }) => app)).toEqual(['all apps', 'all apps']);
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(2);
  expect(alerts[0]?.next).toEqual(['Renew the token.']);
  for (const alert of alerts) {
    const { email, subject } = alertMessage(alert);
    expect(`${subject}\n${email}`).not.toMatch(/undefined|null|NaN|\[object/);
  }
});

test.each(['', '{', 'null', '{"trouble":1}'])(
  'what was remembered and cannot be read (%s) begins anew',
  (text) => expect(parseMonitor(text)).toEqual(fresh),
);

test('what was remembered comes back', () => {
  const trouble = { since: dawn, toldAt: null };
  const monitor: Monitor = {
    trouble,
    github: trouble,
    unlisted: { since: dawn, toldAt: dawn },
    missing: ['shop'],
    pauseToldAt: dawn,
    neglected: ['blog'],
    neglectToldAt: dawn,
    unswept: [[1, dawn]],
    digestAt: dawn,
    subscribers: { at: dawn, confirmed: 2, trouble: 'Access was denied.' },
  };
  expect(parseMonitor(JSON.stringify(monitor))).toEqual(monitor);
});

test('what an earlier version remembered is read for what it holds', () => {
  const old = '{"trouble":null,"missing":["shop"],"subscribers":{"at":1,"confirmed":2}}';
  const subscribers = { at: 1, confirmed: 2, trouble: null };
  expect(parseMonitor(old)).toEqual({ ...fresh, missing: ['shop'], subscribers });
});

test('a Heroku that answers again is told with how long it did not', () => {
  const seen = { now: dawn };
  const { monitor, alerts } = decideMonitor(fresh, { ...seen, trouble: final }, policy);
  expect(alerts[0]?.happened).toBe(
    'The list of apps could not be read. POST /apps/shop/releases brought no answer.',
  );
  const again = decideMonitor(
    monitor,
    { ...seen, trouble: final, now: dawn + 30 * minute },
    policy,
  );
  expect(again.alerts[0]?.happened).toMatch(/^The list of apps could not be read for 30 min\. /);
  const back = decideMonitor(monitor, { ...seen, trouble: null, now: dawn + minute }, policy);
  expect(back.alerts).toMatchObject([
    {
      kind: 'heroku-readable',
      severity: 'resolved',
      headline: 'Heroku answers lastgood again',
      happened: 'The list of apps could not be read for 1 min; now it can.',
      done: ['Releases are noticed and judged again.'],
      next: [],
      ...{ app: 'all apps', incident: null, at: dawn + minute, evidence: [], undo: null },
      facts: {},
    },
  ]);
});

test('the items of the table are found again by another version, and alerts by their id', () => {
  expect([monitorKey, pausesKey]).toEqual(['monitor', 'pauses']);
  const words = { severity: 'info', headline: '', happened: '', done: [], next: [] } as const;
  const { id } = monitorAlert('digest', 'all apps', dawn, words);
  expect(id).toBe(`all-apps.digest.${dawn.toString(36)}`);
});
