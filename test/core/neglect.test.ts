import { expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { type Monitor, nothingKnown } from '../../lib/core/monitor.ts';
import { decideNeglect } from '../../lib/core/neglect.ts';
import { pulseText } from '../../lib/core/pulse.ts';
import { dawn, minute, testApp } from './film.ts';

const fleet = (count: number, sweepMs = minute) => ({
  apps: Array.from({ length: count }, (_, index) => ({ ...testApp(), name: `app-${index}` })),
  cadence: { sweepMs, watchMs: 5_000 },
});

const { shardAppsMax } = limits;

/** Sweeps at minutes after dawn, each with the pulses that it finds; answers what each says. */
function sweeps(
  configuration: ReturnType<typeof fleet>,
  ...seen: readonly (readonly [number, readonly (string | null)[]])[]
) {
  let monitor: Monitor = nothingKnown;
  return seen.map(([at, pulses]) => {
    const now = dawn + at * minute;
    const decided = decideNeglect(monitor, { configuration, pulses, shardAppsMax, now });
    monitor = decided.monitor;
    return decided.alerts.map(({ kind, app }) => `${kind} ${app}`);
  });
}

const swept = (at: number, missed: readonly (readonly [string, number])[] = []) =>
  pulseText(dawn + at * minute, new Map(), {
    missed: new Map(missed.map(([app, since]) => [app, dawn + since * minute])),
  });

test('an app whose looks break is told once after five minutes, and again when it is over', () => {
  const broken = (at: number) => [swept(at, [['app-1', 0]])];
  expect(
    sweeps(
      fleet(3),
      [4, broken(4)],
      [5, broken(5)],
      [6, broken(5)],
      [7, broken(6)],
      [8, [swept(7)]],
    ),
  ).toEqual([[], [], ['not-looked-at app-1'], [], ['looked-at-again app-1']]);
});

test('apps that nobody looks at are told of again each day, all of them, until it is over', () => {
  const day = 24 * 60;
  const stuck = swept(0);
  expect(
    sweeps(
      fleet(2),
      [6, [stuck]],
      [5 + day, [stuck]],
      [6 + day, [stuck]],
      [7 + day, [stuck]],
      [6 + 2 * day, [stuck]],
      [7 + 2 * day, [swept(7 + 2 * day)]],
      [8 + 3 * day, [swept(8 + 3 * day)]],
    ),
  ).toEqual([
    ['not-looked-at all apps'],
    [],
    ['not-looked-at all apps'],
    [],
    ['not-looked-at all apps'],
    ['looked-at-again all apps'],
    [],
  ]);
});

test('a fleet that is looked at is never told of', () => {
  const pulses = Array.from({ length: 20 }, (_, at) => [at + 1, [swept(at)]] as const);
  expect(sweeps(fleet(100), ...pulses).flat()).toEqual([]);
});

test('a shard that nobody sweeps is one alert for all of its apps', () => {
  const stuck = swept(0);
  const [, , told] = sweeps(
    fleet(limits.shardAppsMax + 5),
    [1, [swept(0), stuck]],
    [5, [swept(4), stuck]],
    [6, [swept(5), stuck]],
  );
  expect(told).toEqual(['not-looked-at all apps']);
});

test('a shard that was never swept counts from when it was first missed', () => {
  const none = [swept(6), null];
  expect(
    sweeps(fleet(limits.shardAppsMax + 1), [0, [null, null]], [5, none], [6, none], [7, none]),
  ).toEqual([[], [], ['not-looked-at app-100'], []]);
});

test('smaller shards are known by their own size', () => {
  const pulses = [swept(10), swept(0), swept(10)];
  const seen = { configuration: fleet(5), pulses, shardAppsMax: 2, now: dawn + 10 * minute };
  const [alert] = decideNeglect(nothingKnown, seen).alerts;
  expect(alert?.happened).toContain('No look at app-2, app-3 has come to an end');
});

test('where sweeps come every ten minutes, three of them may be missed', () => {
  const slow = fleet(1, 10 * minute);
  expect(sweeps(slow, [29, [swept(0)]], [30, [swept(0)]], [31, [swept(0)]])).toEqual([
    [],
    [],
    ['not-looked-at app-0'],
  ]);
});

test('an app that apps.yml no longer names is not told as looked at again', () => {
  const monitor = { ...nothingKnown, neglected: ['gone'] };
  const facts = { configuration: fleet(1), pulses: [swept(0)], shardAppsMax, now: dawn };
  expect(decideNeglect(monitor, facts)).toMatchObject({ alerts: [], monitor: { neglected: [] } });
});

test('the alert names the apps, since when, and no more than fit', () => {
  const now = dawn + 10 * minute;
  const facts = { configuration: fleet(60), pulses: [swept(0)], shardAppsMax, now };
  const [alert] = decideNeglect(nothingKnown, facts).alerts;
  expect(alert?.headline).toBe('nobody has looked at 60 apps for 10 min');
  expect(alert?.happened).toContain('app-0, app-1, app-2, app-3, app-4 and 55 more has');
  expect(alert?.evidence).toHaveLength(60);
});

test('one app is told by itself, several by their number, each with its last look', () => {
  const told = (count: number) => {
    const configuration = fleet(count);
    const at = (minutes: number) => ({ configuration, shardAppsMax, now: dawn + minutes * minute });
    const begun = decideNeglect(nothingKnown, { ...at(7), pulses: [swept(0)] });
    const ended = decideNeglect(begun.monitor, { ...at(8), pulses: [swept(8)] });
    return [...begun.alerts, ...ended.alerts].map(
      ({ headline, happened, evidence }) => `${headline} | ${happened} | ${evidence.join(', ')}`,
    );
  };
  const since = '2026-11-23 03:00:00 UTC';
  expect(told(1)).toEqual([
    'nobody has looked at this app for 7 min | ' +
      `No look at app-0 has come to an end since ${since}. | app-0: last looked at ${since}`,
    'this app is looked at again | A look at app-0 has come to an end again. | app-0',
  ]);
  expect(told(2)).toEqual([
    'nobody has looked at 2 apps for 7 min | ' +
      `No look at app-0, app-1 has come to an end since ${since}. | ` +
      `app-0: last looked at ${since}, app-1: last looked at ${since}`,
    '2 apps are looked at again | A look at app-0, app-1 has come to an end again. | app-0, app-1',
  ]);
});
