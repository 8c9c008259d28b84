import { expect, test } from 'vitest';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { decideMissing } from '../../lib/core/missing-apps.ts';
import { type Monitor, nothingKnown } from '../../lib/core/monitor.ts';
import { dawn, minute } from './film.ts';

const configured = ['shop', 'blog', 'docs'];

/** One sweep a minute, and which apps each misses; answers the alerts of each. */
function sweeps(...all: readonly (readonly string[])[]) {
  let monitor: Monitor = nothingKnown;
  return all.map((missing, at) => {
    const decided = decideMissing(monitor, { configured, missing, now: dawn + at * minute });
    monitor = decided.monitor;
    return decided.alerts;
  });
}

const kindsOf = (alerts: ReturnType<typeof sweeps>[number]) =>
  alerts.map(({ kind, app, severity }) => `${kind} ${app} ${severity}`);

test('is told once, when it is there again, and anew when it vanishes again', () => {
  expect(sweeps(['shop'], ['shop'], [], [], ['shop']).map(kindsOf)).toEqual([
    ['app-missing shop warning'],
    [],
    ['app-found shop resolved'],
    [],
    ['app-missing shop warning'],
  ]);
});

test('nothing is over before anything was seen', () => {
  expect(sweeps([])).toEqual([[]]);
});

test('what is over of one app is not over of another', () => {
  expect(sweeps(['shop', 'blog'], ['blog']).map(kindsOf)).toEqual([
    ['app-missing shop warning', 'app-missing blog warning'],
    ['app-found shop resolved'],
  ]);
});

test('three or more at a time are one alert that names them all, at either end', () => {
  const [gone, back] = sweeps(configured, []);
  expect(kindsOf(gone ?? [])).toEqual(['app-missing all apps warning']);
  expect(kindsOf(back ?? [])).toEqual(['app-found all apps resolved']);
  expect([gone?.[0]?.evidence, back?.[0]?.evidence]).toEqual([configured, configured]);
});

test('an app that apps.yml no longer names is no longer missing, and that is said too', () => {
  const before = { ...nothingKnown, missing: ['old'] };
  const { alerts, monitor } = decideMissing(before, { configured, missing: [], now: dawn });
  expect(alerts).toMatchObject([
    {
      headline: 'apps.yml does not name the missing app any more',
      happened: "The token's account did not see old, and nobody asks for it now.",
      done: ['It is not looked at.'],
    },
  ]);
  expect(monitor.missing).toEqual([]);
});

test('every alert can be sent', () => {
  for (const alert of sweeps(['shop'], [], configured, []).flat()) {
    const { email, subject } = alertMessage(alert);
    expect(`${subject}\n${email}`).not.toMatch(/undefined|null|NaN|\[object/);
  }
});
