import type { Context, ScheduledEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../lib/adapters/clock.ts';
import { collect } from './collect.ts';
import { createStage, type Stage } from './host/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

describe('the schedule', () => {
  test('calls sweep at once with an event of EventBridge and a context of Lambda', async () => {
    const calls = collect<{ event: ScheduledEvent; context: Context; leftMs: number }>();
    await stage.start({
      sweep: async (event, context) =>
        calls.add({ event, context, leftMs: context.getRemainingTimeInMillis() }),
    });
    const [call] = await calls.count(1);
    expect(call?.event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: [expect.stringContaining('arn:aws:events:')],
      detail: {},
    });
    expect(call?.context).toMatchObject({
      functionName: 'sweep',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      invokedFunctionArn: expect.stringContaining(':function:sweep'),
    });
    expect(call?.leftMs).toBeGreaterThan(115_000);
    expect(call?.leftMs).toBeLessThanOrEqual(120_000);
  });

  test('never runs two sweeps at once, and follows a slow one right away', async () => {
    let running = 0;
    let most = 0;
    const ended = collect<number>();
    await stage.start(
      {
        sweep: async () => {
          running += 1;
          most = Math.max(most, running);
          await clock.sleep(60);
          running -= 1;
          ended.add(clock.monotonic());
        },
      },
      { cadence: { sweepMs: 20 } },
    );
    await ended.count(4);
    expect(most).toBe(1);
  });

  test('goes on after a sweep that throws', async () => {
    const calls = collect<number>();
    await stage.start(
      {
        sweep: () => {
          calls.add(calls.all.length);
          throw new Error('out of luck');
        },
      },
      { cadence: { sweepMs: 10 } },
    );
    await calls.count(3);
    expect(stage.log.all.filter((line) => line.includes('sweep failed.'))[0]).toContain(
      'out of luck',
    );
  });

  test('goes on past a sweep that is over its time', async () => {
    const calls = collect<number>();
    await stage.start(
      {
        sweep: () => {
          calls.add(calls.all.length);
          return new Promise<void>(() => {});
        },
      },
      {
        cadence: { sweepMs: 10 },
        timeouts: { sweepMs: 40, watchMs: 1_000, webhookMs: 1_000, deploysMs: 1_000 },
        drainMs: 10,
      },
    );
    await calls.count(2);
    expect(stage.log.all.some((line) => line.includes('sweep is over its 40 ms'))).toBe(true);
  });
});

describe('closing', () => {
  test('waits for what is running and takes nothing new', async () => {
    const done = collect<string>();
    const began = collect<string>();
    await stage.send('running');
    const host = await stage.start(
      {
        sweep: async () => {
          began.add('sweep');
          await clock.sleep(60);
          done.add('sweep');
        },
        watch: async () => {
          began.add('watch');
          await clock.sleep(60);
          done.add('watch');
        },
      },
      { drainMs: 5_000 },
    );
    await began.count(2);
    await host.close();
    expect([...done.all].sort()).toEqual(['sweep', 'watch']);
    expect(began.all).toHaveLength(2);
    expect(await stage.messagesLeft()).toBe(0);
    await expect(fetch(host.webhookUrl)).rejects.toThrow();
  });

  test('tells running calls that their time is nearly up, and does not wait for ever', async () => {
    let left: () => number = () => Number.NaN;
    const began = collect<string>();
    const host = await stage.start(
      {
        sweep: (_event, context) => {
          left = () => context.getRemainingTimeInMillis();
          began.add('sweep');
          return new Promise<void>(() => {});
        },
      },
      { drainMs: 100 },
    );
    await began.count(1);
    expect(left()).toBeGreaterThan(100_000);
    const closing = host.close();
    expect(left()).toBeLessThanOrEqual(100);
    await closing;
    // The call has not come to its end, and would have had two minutes.
    expect(left()).toBe(0);
  });
});
