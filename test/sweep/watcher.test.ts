// The watcher is watched: whom nobody looks at, and whether anybody hears of it, by the real path.

import { afterEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../lib/adapters/store-error.ts';
import { limits } from '../../lib/core/limits.ts';
import { monitorKey, parseMonitor } from '../../lib/core/monitor.ts';
import { parseLooks, pulseKey, pulseText } from '../../lib/core/pulse.ts';
import { appKey } from '../../lib/reconcile/memory.ts';
import { sweep } from '../../lib/sweep.ts';
import { quickApp, startTestWorld, type TestWorld } from '../world.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function startFleet(count: number): Promise<TestWorld> {
  open = await startTestWorld(([health]) => ({
    apps: Array.from({ length: count }, (_, at) => quickApp(`app-${at}`, health?.url ?? '')),
  }));
  return open;
}

describe('an app that nobody looks at', () => {
  test('is remembered as missed by the sweep whose look broke, with its last look', async () => {
    const { world } = await startFleet(2);
    await sweep(world);
    const first = parseLooks((await world.store.load(pulseKey(0)))?.body ?? '');
    expect([...(first?.missed ?? [])]).toEqual([]);
    const broken = brokenFor(world, 'app-1');
    expect(await sweep(broken)).toMatchObject({ lookedAt: 1, failed: 1 });
    expect(await sweep(broken)).toMatchObject({ lookedAt: 1, failed: 1 });
    const later = parseLooks((await world.store.load(pulseKey(0)))?.body ?? '');
    expect([...(later?.missed ?? [])]).toEqual([['app-1', first?.at]]);
  });

  test('is told once over all sweeps, and closed when it is looked at again', async () => {
    const fleet = await startFleet(1);
    const { world, received } = fleet;
    await sweep(world);
    const pulse = await world.store.load(pulseKey(0));
    const revision = pulse?.revision ?? 0;
    const old = pulseText(world.clock.now() - limits.notLookedAtMs - 1_000, new Map());
    const aged = { key: pulseKey(0), revision: revision + 1, body: old, outbox: '[]' };
    expect(await world.store.save(aged, revision)).toBe('saved');
    await sweep(world);
    const alert = await fleet.untilReceived('not-looked-at');
    expect(alert.subject).toContain('[lastgood] app-0: nobody has looked at this app for 5 min');
    await sweep(world);
    await fleet.untilReceived('looked-at-again');
    await sweep(world);
    const kinds = received.map(({ attributes }) => attributes['kind']);
    expect(kinds.filter((kind) => kind?.includes('looked-at'))).toHaveLength(2);
  });
});

describe('who hears the alerts', () => {
  test('is counted once an hour and said at every sweep', async () => {
    const { world } = await startFleet(1);
    let asked = 0;
    const subscriptions = world.subscriptions.map((topic) => ({
      ...topic,
      list: () => {
        asked += 1;
        return topic.list();
      },
    }));
    for (let times = 0; times < 3; times += 1) {
      const report = await sweep({ ...world, subscriptions });
      expect(report.subscribersConfirmed).toBe(1);
    }
    expect(asked).toBe(1);
  });

  test('is nobody: the log says what to do, and the report counts none', async () => {
    const { world, logged } = await startFleet(1);
    const subscriptions = world.subscriptions.map(({ topicArn }) => ({
      topicArn,
      list: async () => ({
        ok: true as const,
        subscriptions: [{ protocol: 'email', endpoint: 'a@example.com', confirmed: false }],
      }),
    }));
    const report = await sweep({ ...world, subscriptions });
    expect(report.subscribersConfirmed).toBe(0);
    const line = logged.find(({ message }) => message === 'nobody hears the alerts');
    expect(JSON.stringify(line)).toContain('follow the link');
  });

  test('is not known where they cannot be listed, and that is no zero', async () => {
    const { world, logged } = await startFleet(1);
    const subscriptions = world.subscriptions.map(({ topicArn }) => ({
      topicArn,
      list: async () => ({ ok: false as const, reason: 'Access is denied.' }),
    }));
    const report = await sweep({ ...world, subscriptions });
    expect(report.subscribersConfirmed).toBeNull();
    expect(JSON.stringify(logged)).toContain('Access is denied.');
  });

  test('is told of when they could not be listed for an hour, and when they can be', async () => {
    const fleet = await startFleet(1);
    let ahead = 0;
    const clock = { ...fleet.world.clock, now: () => fleet.world.clock.now() + ahead };
    const world = { ...fleet.world, clock };
    const subscriptions = world.subscriptions.map(({ topicArn }) => ({
      topicArn,
      list: async () => ({ ok: false as const, reason: 'Access is denied. Allow it.' }),
    }));
    const told = () =>
      fleet.received.flatMap(({ attributes: { kind } }) =>
        kind?.startsWith('subscribers') ? [kind] : [],
      );
    await sweep({ ...world, subscriptions });
    ahead = limits.subscribersUnlistedMs - 60_000;
    await sweep({ ...world, subscriptions });
    expect(told()).toEqual([]);
    ahead = limits.subscribersUnlistedMs + limits.subscribersAgainMs;
    await sweep({ ...world, subscriptions });
    expect((await fleet.untilReceived('subscribers-unknown')).email).toContain('Access is denied.');
    await sweep({ ...world, subscriptions });
    ahead += limits.subscribersAgainMs;
    await sweep(world);
    await fleet.untilReceived('subscribers-known');
    expect(told()).toEqual(['subscribers-unknown', 'subscribers-known']);
  });
});

describe('the digest', () => {
  test('is told once, by sweeps that overlap and after a restart too', async () => {
    const fleet = await startFleet(2);
    const { world, received } = fleet;
    const time = new Date(world.clock.now() - 60_000);
    const minute = time.getUTCHours() * 60 + time.getUTCMinutes();
    const configuration = { ...world.configuration, digest: { minute, zone: 'UTC' } };
    const daily = { ...world, configuration };
    await sweep(daily);
    const item = await world.store.load(monitorKey);
    const revision = item?.revision ?? 0;
    const monitor = { ...parseMonitor(item?.body ?? ''), digestAt: world.clock.now() - 86_400_000 };
    const yesterday = { key: monitorKey, revision: revision + 1, outbox: '[]' };
    await world.store.save({ ...yesterday, body: JSON.stringify(monitor) }, revision);
    await Promise.all([sweep(daily), sweep(daily), sweep(daily)]);
    await sweep(daily);
    const alert = await fleet.untilReceived('digest');
    expect(alert.subject).toContain('[lastgood] all apps: daily digest: 2 apps');
    const ids = received.filter(({ attributes }) => attributes['kind'] === 'digest');
    expect(new Set(ids.map(({ attributes }) => attributes['id'])).size).toBe(1);
  });
});

/** The table refuses whatever is written of one app. */
function brokenFor(world: TestWorld['world'], name: string): TestWorld['world'] {
  const key = appKey(name);
  return {
    ...world,
    store: {
      ...world.store,
      save: async (item, expected) => {
        if (item.key === key) throw new StoreError(key, 'refused', false);
        return world.store.save(item, expected);
      },
    },
  };
}
