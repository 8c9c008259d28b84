// Many apps at once: one message, nothing lost, over real sockets and through a topic in trouble.

import { describe, expect, onTestFinished, test } from 'vitest';
import { createTopic } from '../../lib/adapters/sns.ts';
import { monitorKey } from '../../lib/core/monitor.ts';
import { appKey } from '../../lib/reconcile/memory.ts';
import { sweep } from '../../lib/sweep.ts';
import { quickApp, startTestWorld, type TestWorld } from '../world.ts';
import { startTrouble } from './topic-in-trouble.ts';

async function startFleet(count: number): Promise<TestWorld> {
  const fleet = await startTestWorld(([health]) => ({
    apps: Array.from({ length: count }, (_, at) => quickApp(`app-${at}`, health?.url ?? '')),
  }));
  onTestFinished(() => fleet.close());
  return fleet;
}

/** The ids that the engineer got, of alerts that came alone and of those that came together. */
function idsOf({ received }: TestWorld): readonly string[] {
  return received.flatMap(({ json }) => {
    const { id, alerts } = JSON.parse(json) as { id: string; alerts?: readonly { id: string }[] };
    return alerts === undefined ? [id] : alerts.map((one) => one.id);
  });
}

async function waitingIn({ world }: TestWorld): Promise<readonly string[]> {
  const keys = [monitorKey, ...world.configuration.apps.map(({ name }) => appKey(name))];
  const items = await world.store.loadMany(keys);
  return [...items.values()]
    .flatMap(({ outbox }) => (JSON.parse(outbox) as { id: string }[]).map(({ id }) => id))
    .toSorted();
}

async function sweepUntil(fleet: TestWorld, kind: string): Promise<void> {
  for (let times = 0; times < 60; times += 1) {
    await sweep(fleet.world);
    if (fleet.received.some(({ attributes }) => attributes['kind'] === kind)) return;
    await fleet.world.clock.sleep(50);
  }
  throw new Error(`${kind} was not told`);
}

test('the first start of a fleet is one message, and not one for each app', async () => {
  const fleet = await startFleet(12);
  await sweepUntil(fleet, 'check-armed');
  const armed = fleet.received.filter(({ attributes }) => attributes['kind'] === 'check-armed');
  expect(armed).toHaveLength(1);
  expect(armed[0]?.subject).toMatch(/^\[lastgood\] 12 apps: check armed \(app-.*and 7 more\)$/);
  expect(armed[0]?.email).toContain('app-11: ');
  expect(await waitingIn(fleet)).toEqual([]);
});

describe('a topic that refuses, hangs and comes back', () => {
  test('gets everything once it is back, and nothing was lost meanwhile', async () => {
    const fleet = await startFleet(5);
    const trouble = await startTrouble(fleet.cloud.topic.aws.endpoint ?? '');
    const { arn: topicArn, aws } = fleet.cloud.topic;
    const topic = createTopic({ topicArn, aws: { ...aws, endpoint: trouble.url } });
    const world = { ...fleet.world, topic };
    const behind = { ...fleet, world };
    trouble.mode = 'refuse';
    let waiting: readonly string[] = [];
    for (let times = 0; waiting.length < 6 && times < 60; times += 1) {
      await sweep(world);
      waiting = await waitingIn(behind);
    }
    // One of each app, and that Heroku knows none of them.
    expect(waiting).toHaveLength(6);
    trouble.mode = 'hang up';
    const report = await sweep(world);
    expect(report.alertsWaiting).toBe(6);
    expect(report.oldestAlertAt).toBeLessThanOrEqual(world.clock.now());
    expect(fleet.received).toEqual([]);
    expect(await waitingIn(behind)).toEqual(waiting);
    trouble.mode = 'lose the answer';
    await sweep(world);
    expect(await waitingIn(behind)).toEqual(waiting);
    trouble.mode = 'work';
    expect(await sweep(world)).toMatchObject({ alertsWaiting: 0, oldestAlertAt: null });
    await expect.poll(() => new Set(idsOf(fleet))).toEqual(new Set(waiting));
    expect(await waitingIn(behind)).toEqual([]);
    // What came twice, because its answer was lost, has the same id.
    expect(new Set(fleet.received.map(({ attributes }) => attributes['id'])).size).toBe(2);
  }, 60_000);
});
