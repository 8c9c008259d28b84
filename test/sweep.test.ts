import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHttpProbe } from '../lib/adapters/http-probe.ts';
import { limits } from '../lib/core/limits.ts';
import { parsePulse, pulseKey } from '../lib/core/pulse.ts';
import { parseQueueMessage } from '../lib/core/queue-message.ts';
import { parseState } from '../lib/core/state.ts';
import { appKey } from '../lib/reconcile/memory.ts';
import { sweep, sweepShard } from '../lib/sweep.ts';
import type { World } from '../lib/world.ts';
import { heldClock } from './adapters/probe/origin.ts';
import { listening, quickApp, receive, startTestWorld, type TestWorld } from './world.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

vi.setConfig({ testTimeout: 120_000 });

/**
 * A world of so many apps, one real health endpoint each for the first few and shared by the rest.
 */
async function startFleet(count: number, endpoints = 1): Promise<TestWorld> {
  const started = await startTestWorld((all) => {
    const apps = Array.from({ length: count }, (_, index) =>
      quickApp(`app-${index}`, all[index % endpoints]?.url ?? ''),
    );
    return { apps };
  }, endpoints);
  open = started;
  for (const { name } of started.world.configuration.apps) await started.heroku.createApp(name);
  return started;
}

/**
 * Sweeps until an app is steady. What counts is how many readings fall into a watch, so a sweep
 * comes every 50 ms of the world's time, however long it takes on this machine.
 */
async function untilSteady({ world }: TestWorld, name: string): Promise<void> {
  let now = world.clock.now();
  const clock = { ...world.clock, now: () => now };
  for (;;) {
    await sweep({ ...world, clock });
    const item = await world.store.load(appKey(name));
    if (parseState(item?.body ?? '')?.situation.name === 'steady') return;
    now += 50;
  }
}

describe('a sweep', () => {
  test('over healthy apps writes one item for a hundred of them, and asks Heroku once', async () => {
    const fleet = await startFleet(100);
    await untilSteady(fleet, 'app-0');
    await sweep(fleet.world);
    fleet.counts.saves = 0;
    const before = fleet.world.heroku.remaining();
    const report = await sweep(fleet.world);
    expect(report).toMatchObject({ apps: 100, lookedAt: 100, healthy: 100, sick: 0, failed: 0 });
    expect(fleet.counts.saves).toBe(1);
    expect((before ?? 0) - (fleet.world.heroku.remaining() ?? 0)).toBeLessThanOrEqual(1);
    const pulse = await fleet.world.store.load(pulseKey(0));
    expect(parsePulse(pulse?.body ?? '').size).toBe(100);
  });

  test('of more than one shard puts each shard on the queue, and each is swept from there', async () => {
    const fleet = await startFleet(limits.shardAppsMax + 5);
    const report = await sweep(fleet.world);
    expect(report).toMatchObject({ handedOver: 2, lookedAt: 0 });
    const messages = (await receive(fleet.cloud.queue)).map(parseQueueMessage);
    const shards = messages.flatMap((message) => (message.kind === 'shard' ? [message] : []));
    expect(shards.map(({ shard }) => shard).sort()).toEqual([0, 1]);
    const second = shards.find(({ shard }) => shard === 1);
    if (second === undefined) throw new Error('no second shard');
    expect(await sweepShard(fleet.world, second)).toMatchObject({ apps: 5, healthy: 5 });
  });

  test('is not stopped by an app whose stored state is damaged, and tells of it', async () => {
    const fleet = await startFleet(3);
    await sweep(fleet.world);
    const item = await fleet.world.store.load(appKey('app-1'));
    const revision = item?.revision ?? 0;
    const waiting = { id: 'old.1', kind: 'app-down', headline: 'from another version' };
    const damaged = { key: appKey('app-1'), revision: revision + 1, body: '{"version":0}' };
    const outbox = JSON.stringify([waiting]);
    expect(await fleet.world.store.save({ ...damaged, outbox }, revision)).toBe('saved');
    const report = await sweep(fleet.world);
    expect(report).toMatchObject({ lookedAt: 3, failed: 0 });
    const unreadable = await fleet.untilReceived('state-unreadable');
    expect(unreadable.subject).toContain('app-1');
    const lost = await fleet.untilReceived('alert-unreadable');
    expect(lost.email).toContain('from another version');
  });

  test('is not delayed beyond its timeout by an app that hangs, nor are the others missed', async () => {
    const fleet = await startFleet(3);
    const hanging = await startHanging();
    const [first, ...others] = fleet.world.configuration.apps;
    if (first === undefined) throw new Error('no app');
    const poisoned = { ...first, check: { ...first.check, health: hanging.url, timeoutMs: 1_000 } };
    const configuration = { ...fleet.world.configuration, apps: [poisoned, ...others] };
    const { clock, pass } = heldClock();
    const log: World['log'] = {
      ...fleet.world.log,
      info: (message, facts) => {
        fleet.world.log.info(message, facts);
        const looks = fleet.logged.filter((line) => line.message === 'looked');
        // The others have been looked at, and only then its time is up.
        if (looks.length === 2) void pass();
      },
    };
    const probe = createHttpProbe({ clock });
    const report = await sweep({ ...fleet.world, configuration, log, probe });
    await hanging.close();
    expect(report).toMatchObject({ lookedAt: 3, healthy: 2, sick: 1, failed: 0 });
    const looks = fleet.logged.filter(({ message }) => message === 'looked');
    expect(looks.map(({ facts }) => facts?.['app']).at(-1)).toBe('app-0');
    expect(looks.at(-1)?.facts?.['came']).toContain('no answer within 1 s');
  });

  test('asks for a close look at an app with a fresh release, and at no other', async () => {
    const fleet = await startFleet(2, 2);
    for (const name of ['app-0', 'app-1']) {
      await fleet.heroku.deploy(name, listening('one'));
      await fleet.heroku.untilWeb(name, 'up');
    }
    await untilSteady(fleet, 'app-0');
    await untilSteady(fleet, 'app-1');
    await drain(fleet);
    // It boots for as long as Heroku allows, so that no sweep comes too late to see it boot.
    await fleet.heroku.deploy('app-1', booting);
    await sweep(fleet.world);
    const messages = (await receive(fleet.cloud.queue)).map(parseQueueMessage);
    expect(messages).toEqual([{ kind: 'watch', app: 'app-1', reason: 'sweep: warmup' }]);
  });

  test('tells once that Heroku refuses the token, and that it is well again', async () => {
    const fleet = await startFleet(1);
    fleet.heroku.faults.answer(401, { path: /^\/apps$/, times: 2 });
    expect(await sweep(fleet.world)).toMatchObject({ heroku: 'unauthorized', healthy: 1 });
    await sweep(fleet.world);
    await sweep(fleet.world);
    await fleet.untilReceived('heroku-readable');
    const kinds = fleet.received.map(({ attributes }) => attributes['kind']);
    expect(kinds.filter((kind) => kind === 'heroku-unreadable')).toHaveLength(1);
    expect((await fleet.untilReceived('heroku-unreadable')).email).not.toContain('HRKU-test');
  });

  test('tells once of an app that Heroku does not list, and once that it is back', async () => {
    const fleet = await startFleet(1);
    const app = fleet.world.configuration.apps[0];
    if (app === undefined) throw new Error('no app');
    const configuration = { ...fleet.world.configuration, apps: [app, { ...app, name: 'gone' }] };
    await sweep({ ...fleet.world, configuration });
    await sweep({ ...fleet.world, configuration });
    await fleet.untilReceived('app-missing');
    expect(fleet.received.map(({ subject }) => subject)).toEqual([
      "[lastgood] gone: apps.yml names this app, and it is not in the Heroku account's list",
    ]);
    await fleet.heroku.createApp('gone');
    await sweep({ ...fleet.world, configuration });
    await sweep({ ...fleet.world, configuration });
    const found = await fleet.untilReceived('app-found');
    expect(found.subject).toBe("[lastgood] gone: the app is in the Heroku account's list again");
    expect(found.attributes).toMatchObject({ severity: 'resolved', app: 'gone' });
    const kinds = fleet.received.map(({ attributes }) => attributes['kind']);
    expect(kinds.filter((kind) => /missing|found/.test(kind ?? ''))).toHaveLength(2);
  });
});

const booting = { procfile: 'web: sleep 60', files: {} };

async function drain(fleet: TestWorld): Promise<void> {
  while ((await receive(fleet.cloud.queue)).length > 0);
}

async function startHanging() {
  const { createServer } = await import('node:net');
  const server = createServer((socket) => socket.resume());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(done)),
  };
}
