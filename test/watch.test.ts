import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseQueueMessage } from '../lib/core/queue-message.ts';
import { parseState } from '../lib/core/state.ts';
import { appKey } from '../lib/reconcile/memory.ts';
import { watch } from '../lib/watch.ts';
import {
  type Health,
  listening,
  quickApp,
  receive,
  startRefusingTopic,
  startTestWorld,
  type TestWorld,
} from './world.ts';

/** For one call: more than any test here may take, so that only what is seen ends it. */
const callMs = 300_000;

describe('the watch of one app', () => {
  let test0: TestWorld;
  let health: Health;

  beforeEach(async () => {
    test0 = await startTestWorld(([first]) => {
      if (first === undefined) throw new Error('no health');
      health = first;
      return { apps: [quickApp('shop', first.url)] };
    });
    await test0.heroku.createApp('shop');
    await test0.heroku.deploy('shop', listening('one'));
    await test0.heroku.untilWeb('shop', 'up');
    await watchUntil('good');
  });
  afterEach(() => test0.close());

  /** Watches until the app needs no close look; the first release is sampled until it is proven. */
  async function watchUntil(end: 'good' | 'quiet'): Promise<void> {
    const { world } = test0;
    for (;;) {
      await watch(world, 'shop', { deadline: world.clock.monotonic() + callMs });
      if (end === 'quiet' || (await situation()) === 'steady') return;
      await world.clock.sleep(20);
    }
  }

  async function stored() {
    const item = await test0.world.store.load(appKey('shop'));
    return parseState(item?.body ?? '');
  }

  async function situation(): Promise<string | undefined> {
    return (await stored())?.situation.name;
  }

  async function deployBad(): Promise<void> {
    await test0.heroku.deploy('shop', listening('two'));
    health.answer = { status: 503, body: 'broken' };
    test0.heroku.on('rollback', () => {
      health.answer = { status: 200, body: 'ok' };
    });
  }

  const currentVersion = () =>
    test0.heroku.releases('shop').findLast((release) => release.current)?.version;

  test('rolls a sick release back, verifies it, and every step is received', async () => {
    await deployBad();
    await watchUntil('quiet');
    expect(await situation()).toBe('rolled-back');
    expect(test0.heroku.rollbackCalls('shop')).toBe(1);
    expect(currentVersion()).toBe(5);
    await test0.untilReceived('rolled-back');
    const kinds = test0.received.map(({ attributes }) => attributes['kind']);
    expect(kinds).toEqual([
      'release-good',
      'release-detected',
      'rollback-started',
      'rollback-current',
      'rolled-back',
    ]);
    const started = await test0.untilReceived('rollback-started');
    expect(started.subject).toBe('[lastgood] shop: v4 is failing, rolling back to v3');
    expect(started.email).toContain('status 503');
  });

  test('rolls back once when three workers watch the same app at once', async () => {
    await deployBad();
    await Promise.all([1, 2, 3].map(() => watchUntil('quiet')));
    await watchUntil('quiet');
    expect(test0.heroku.rollbackCalls('shop')).toBe(1);
    expect(await situation()).toBe('rolled-back');
  });

  test('finds a rollback again whose answer was lost, and sends no second one', async () => {
    await deployBad();
    test0.heroku.faults.loseResponse({ method: 'POST', path: /releases$/ });
    await watchUntil('quiet');
    expect(test0.heroku.rollbackCalls('shop')).toBe(1);
    expect(await situation()).toBe('rolled-back');
    await test0.untilReceived('rollback-delayed');
  });

  test('gives a rollback that Heroku forbids to people, once', async () => {
    await deployBad();
    test0.heroku.faults.answer(403, { method: 'POST', path: /releases$/, times: 5 });
    await watchUntil('quiet');
    expect(await situation()).toBe('escalated');
    expect(test0.heroku.rollbackCalls('shop')).toBe(0);
    const refused = await test0.untilReceived('rollback-refused');
    expect(refused.email).not.toContain('HRKU-test');
  });

  test('stops at its deadline and hands the rest back to the queue', async () => {
    await deployBad();
    const { world } = test0;
    await watch(world, 'shop', { deadline: world.clock.monotonic() });
    const [message] = await receive(test0.cloud.queue);
    expect(parseQueueMessage(message ?? '')).toEqual({
      kind: 'watch',
      app: 'shop',
      reason: 'watch goes on: warmup',
    });
    expect((await stored())?.closeLook).toBeNull();
  });

  test('keeps an alert that SNS refuses, and sends it once SNS takes it', async () => {
    await deployBad();
    const { world } = test0;
    const refusing = await startRefusingTopic(test0.cloud.topic.arn);
    const deadline = world.clock.monotonic() + callMs;
    await watch({ ...world, topic: refusing.topic }, 'shop', { deadline });
    await refusing.close();
    expect(refusing.asked()).toBeGreaterThan(0);
    expect(test0.heroku.rollbackCalls('shop')).toBe(1);
    expect(test0.received.map(({ attributes }) => attributes['kind'])).toEqual(['release-good']);
    await watchUntil('quiet');
    await test0.untilReceived('rolled-back');
    const kinds = test0.received.map(({ attributes }) => attributes['kind']);
    expect(kinds.slice(1)).toEqual([
      'release-detected',
      'rollback-started',
      'rollback-current',
      'rolled-back',
    ]);
  });
});
