// Apps under close looks go sick together, each in a watch of its own: few messages, none too late.

import { describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import { limits } from '../../lib/core/limits.ts';
import { sweep } from '../../lib/sweep.ts';
import {
  goSick,
  startSteadyFleet,
  sweepAllShards,
  toldOf,
  untilDown,
  waitingIn,
  watchAll,
} from './steady-fleet.ts';
import { startTrouble } from './topic-in-trouble.ts';

describe('twelve apps under close looks that go sick together', () => {
  test.each([
    ['of which a sweep has seen that they are sick', true],
    ['before any sweep has seen it', false],
  ])(
    '%s, are one message',
    async (_name, seen) => {
      const fleet = await startSteadyFleet(12);
      goSick(fleet);
      if (seen) await sweep(fleet.slow);
      const watches = watchAll(fleet.slow, fleet.names);
      await untilDown(fleet.slow, 12);
      const waiting = await waitingIn(fleet.slow);
      expect(waiting).toHaveLength(12);
      expect(fleet.received).toEqual([]);
      await sweep(fleet.slow);
      // The watches have nothing left to wait for.
      await watches;
      await fleet.untilReceived('app-down');
      const [message, ...others] = toldOf(fleet, 'app-down');
      expect(others).toEqual([]);
      expect(message?.alerts?.map(({ app }) => app).toSorted()).toEqual(fleet.names.toSorted());
      expect(message?.alerts?.map(({ id }) => id).toSorted()).toEqual(waiting.toSorted());
      expect(await waitingIn(fleet.slow)).toEqual([]);
      await sweep(fleet.slow);
      expect(toldOf(fleet, 'app-down')).toHaveLength(1);
    },
    120_000,
  );

  test('in several shards, are one message all the same', async () => {
    const fleet = await startSteadyFleet(12);
    goSick(fleet);
    await sweep(fleet.slow);
    const world = { ...fleet.slow, shardAppsMax: 2 };
    await sweepAllShards(fleet, world);
    const watches = watchAll(world, fleet.names);
    await untilDown(world, 12);
    expect(fleet.received).toEqual([]);
    expect(await sweep(world)).toMatchObject({ handedOver: 6 });
    await watches;
    await fleet.untilReceived('app-down');
    const [message, ...others] = toldOf(fleet, 'app-down');
    expect(others).toEqual([]);
    expect(message?.alerts).toHaveLength(12);
  }, 120_000);
});

describe('what is told at once', () => {
  test.each([
    ['one app alone', 1],
    ['two apps', 2],
  ])(
    'is the outage of %s, without any sweep',
    async (_name, count) => {
      const fleet = await startSteadyFleet(4);
      goSick(fleet, (at) => at < count);
      const sickAt = performance.now();
      await watchAll(fleet.slow, fleet.names);
      await expect.poll(() => toldOf(fleet, 'app-down')).toHaveLength(count);
      // The row that convicts takes 200 ms, and the sweep would be half a minute away.
      expect(performance.now() - sickAt).toBeLessThan(15_000);
      expect(await waitingIn(fleet.slow)).toEqual([]);
    },
    60_000,
  );

  test('is an outage where sweeps come more seldom than anything may wait', async () => {
    const fleet = await startSteadyFleet(3);
    const cadence = { sweepMs: limits.groupWaitMs + 1, watchMs: 50 };
    const configuration = { ...fleet.slow.configuration, cadence };
    goSick(fleet);
    await watchAll({ ...fleet.slow, configuration }, fleet.names);
    await expect.poll(() => toldOf(fleet, 'app-down')).toHaveLength(3);
  }, 60_000);
});

test('without a sweep each is sent by its own watch, once it has waited for long enough', async () => {
  let ahead = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const fleet = await startSteadyFleet(3, { clock });
  goSick(fleet);
  const watches = watchAll(fleet.slow, fleet.names);
  await untilDown(fleet.slow, 3);
  ahead = limits.groupWaitMs - 30_000;
  await clock.sleep(500);
  expect(fleet.received).toEqual([]);
  expect(await waitingIn(fleet.slow)).toHaveLength(3);
  ahead = limits.groupWaitMs + 1_000;
  await watches;
  await expect.poll(() => toldOf(fleet, 'app-down')).toHaveLength(3);
  expect(await waitingIn(fleet.slow)).toEqual([]);
}, 120_000);

test('a topic that refuses, hangs and comes back gets all, in order, and no flood', async () => {
  const fleet = await startSteadyFleet(4);
  const trouble = await startTrouble(fleet.cloud.topic.aws.endpoint ?? '');
  const { arn: topicArn, aws } = fleet.cloud.topic;
  const topic = createTopic({ topicArn, aws: { ...aws, endpoint: trouble.url } });
  const world = { ...fleet.slow, topic };
  goSick(fleet);
  trouble.mode = 'refuse';
  const watches = watchAll(world, fleet.names);
  await untilDown(world, 4);
  const waiting = await waitingIn(world);
  await sweep(world);
  trouble.mode = 'hang up';
  await sweep(world);
  expect(await waitingIn(world)).toEqual(waiting);
  expect(fleet.received).toEqual([]);
  for (const health of fleet.healths) health.answer = { status: 200, body: 'ok' };
  trouble.mode = 'work';
  for (let times = 0; toldOf(fleet, 'recovered').length === 0 && times < 60; times += 1) {
    await sweep(world);
    await world.clock.sleep(50);
  }
  await watches;
  await expect.poll(() => toldOf(fleet, 'recovered').length, { timeout: 10_000 }).toBe(1);
  const kinds = fleet.received.map(({ attributes }) => attributes['kind']);
  expect(kinds).toEqual(['app-down', 'recovered']);
  expect(
    toldOf(fleet, 'app-down')[0]
      ?.alerts?.map(({ id }) => id)
      .toSorted(),
  ).toEqual(waiting.toSorted());
  expect(await waitingIn(world)).toEqual([]);
}, 120_000);
