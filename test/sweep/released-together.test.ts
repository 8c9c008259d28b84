// A deploy of many apps, each in a watch of its own: few messages, none too late, and none lost.

import { describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import { limits } from '../../lib/core/limits.ts';
import { sweep } from '../../lib/sweep.ts';
import type { World } from '../../lib/world.ts';
import { listening } from '../world.ts';
import {
  type Fleet,
  startSteadyFleet,
  statesOf,
  sweepAllShards,
  toldOf,
  waitingIn,
  watchAll,
} from './steady-fleet.ts';
import { startTrouble } from './topic-in-trouble.ts';

/** A fleet whose releases have a warm-up of a few seconds, so that what is told has its order. */
async function startFleet(count: number, change: Partial<World> = {}): Promise<Fleet> {
  const fleet = await startSteadyFleet(count, change);
  const { configuration } = fleet.slow;
  const apps = configuration.apps.map((app) => ({
    ...app,
    warmupMs: 3_000,
    watchMs: 5_000,
  }));
  return { ...fleet, slow: { ...fleet.slow, configuration: { ...configuration, apps } } };
}

/** A pipeline deploys the same to each app, and all of their dynos come up. */
async function release({ heroku, names }: Fleet, count = names.length): Promise<void> {
  const up = names.slice(0, count).map(async (name) => {
    await heroku.deploy(name, listening(name));
    await heroku.untilWeb(name, 'up');
  });
  await Promise.all(up);
}

const untilWaiting = (world: World, kind: string, count: number) =>
  expect
    .poll(async () => (await waitingIn(world)).filter((id) => id.includes(`.${kind}.`)).length, {
      timeout: 40_000,
    })
    .toBe(count);

/** Of each message: its kind, and of how many apps it tells. */
const messagesOf = ({ received }: Fleet) =>
  received.map(({ json }) => {
    const { kind, alerts = [1] } = JSON.parse(json);
    return `${kind} of ${alerts.length}`;
  });

const verdictsOf = async (world: World) =>
  (await statesOf(world)).map((state) => state?.ledger[0]?.verdict);

describe('twelve apps that are released at once', () => {
  test('are one message when the releases come, and one when they are good', async () => {
    const fleet = await startFleet(12);
    const { slow } = fleet;
    await release(fleet);
    const watches = watchAll(slow, fleet.names);
    await untilWaiting(slow, 'release-detected', 12);
    expect(fleet.received).toEqual([]);
    await sweep(slow);
    await fleet.untilReceived('release-detected');
    await untilWaiting(slow, 'release-good', 12);
    // Whoever asks for the verdict has it while the message waits.
    expect(await verdictsOf(slow)).toEqual(Array(12).fill('good'));
    expect(messagesOf(fleet)).toEqual(['release-detected of 12']);
    const waiting = await waitingIn(slow);
    await sweep(slow);
    await watches;
    await fleet.untilReceived('release-good');
    expect(messagesOf(fleet)).toEqual(['release-detected of 12', 'release-good of 12']);
    const [good] = toldOf(fleet, 'release-good');
    expect(good?.alerts?.map(({ id }) => id).toSorted()).toEqual(waiting.toSorted());
    expect(good?.alerts?.map(({ app }) => app).toSorted()).toEqual(fleet.names.toSorted());
    expect(await waitingIn(slow)).toEqual([]);
    await sweep(slow);
    expect(fleet.received).toHaveLength(2);
  }, 120_000);

  test('are one message when a sweep is the first to see the releases', async () => {
    const fleet = await startFleet(12);
    await release(fleet);
    await sweep(fleet.slow);
    await fleet.untilReceived('release-detected');
    expect(messagesOf(fleet)).toEqual(['release-detected of 12']);
    expect(await waitingIn(fleet.slow)).toEqual([]);
  }, 120_000);

  test('in several shards, are one message all the same', async () => {
    const fleet = await startFleet(12);
    const world = { ...fleet.slow, shardAppsMax: 2 };
    await release(fleet);
    const watches = watchAll(world, fleet.names);
    await untilWaiting(world, 'release-detected', 12);
    await sweepAllShards(fleet, world);
    await untilWaiting(world, 'release-good', 12);
    expect(messagesOf(fleet)).toEqual(['release-detected of 12']);
    expect(await sweep(world)).toMatchObject({ handedOver: 6 });
    await watches;
    await fleet.untilReceived('release-good');
    expect(messagesOf(fleet)).toEqual(['release-detected of 12', 'release-good of 12']);
  }, 120_000);
});

describe('what is told at once', () => {
  test.each([
    ['one app alone', 1],
    ['two apps', 2],
  ])(
    'is the release of %s, and its verdict, without any sweep',
    async (_name, count) => {
      const fleet = await startFleet(4);
      await release(fleet, count);
      const watches = watchAll(fleet.slow, fleet.names);
      await expect
        .poll(() => toldOf(fleet, 'release-detected'), { timeout: 10_000 })
        .toHaveLength(count);
      await watches;
      await expect.poll(() => toldOf(fleet, 'release-good')).toHaveLength(count);
      expect(fleet.received).toHaveLength(2 * count);
    },
    60_000,
  );

  test('is a deploy of all where sweeps come more seldom than anything may wait', async () => {
    const fleet = await startFleet(3);
    const cadence = { sweepMs: limits.groupWaitMs + 1, watchMs: 50 };
    const configuration = { ...fleet.slow.configuration, cadence };
    await release(fleet);
    await watchAll({ ...fleet.slow, configuration }, fleet.names);
    await expect
      .poll(() => messagesOf(fleet).toSorted())
      .toEqual([...Array(3).fill('release-detected of 1'), ...Array(3).fill('release-good of 1')]);
  }, 60_000);
});

test('without a sweep each is sent by its own watch, once it has waited for long enough', async () => {
  let ahead = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const fleet = await startFleet(3, { clock });
  await release(fleet);
  const watches = watchAll(fleet.slow, fleet.names);
  await untilWaiting(fleet.slow, 'release-good', 3);
  ahead = limits.groupWaitMs - 60_000;
  await clock.sleep(500);
  expect(fleet.received).toEqual([]);
  ahead = limits.groupWaitMs + 1_000;
  await watches;
  await expect
    .poll(() => messagesOf(fleet).toSorted())
    .toEqual([...Array(3).fill('release-detected of 1'), ...Array(3).fill('release-good of 1')]);
  const ofOne = fleet.received.filter(({ attributes }) => attributes['app'] === 'app-0');
  expect(ofOne.map(({ attributes }) => attributes['kind'])).toEqual([
    'release-detected',
    'release-good',
  ]);
  expect(await waitingIn(fleet.slow)).toEqual([]);
}, 120_000);

test('a topic that refuses, hangs and comes back gets all of twelve releases, in order', async () => {
  const fleet = await startFleet(12);
  const trouble = await startTrouble(fleet.cloud.topic.aws.endpoint ?? '');
  const { arn: topicArn, aws } = fleet.cloud.topic;
  const topic = createTopic({ topicArn, aws: { ...aws, endpoint: trouble.url } });
  const world = { ...fleet.slow, topic };
  await release(fleet);
  trouble.mode = 'refuse';
  const watches = watchAll(world, fleet.names);
  await untilWaiting(world, 'release-detected', 12);
  await sweep(world);
  trouble.mode = 'hang up';
  await sweep(world);
  await untilWaiting(world, 'release-good', 12);
  const waiting = await waitingIn(world);
  expect(waiting).toHaveLength(24);
  expect(fleet.received).toEqual([]);
  trouble.mode = 'work';
  await sweep(world);
  await watches;
  await fleet.untilReceived('release-good');
  expect(messagesOf(fleet)).toEqual(['release-detected of 12', 'release-good of 12']);
  const told = fleet.received.flatMap(({ json }) => JSON.parse(json).alerts as { id: string }[]);
  expect(told.map(({ id }) => id).toSorted()).toEqual(waiting.toSorted());
  expect(await waitingIn(world)).toEqual([]);
}, 120_000);
