import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../../lib/adapters/clock.ts';
import { undisturbed } from '../../undisturbed.ts';
import { collect } from '../collect.ts';
import { createStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.close());

describe('the queue', () => {
  test('hands over records as Lambda does and deletes what was done', async () => {
    const events = collect<SQSEvent>();
    await stage.send('shop');
    const host = await stage.start({
      watch: async (event) => {
        events.add(event);
        return { batchItemFailures: [] };
      },
    });
    const [event] = await events.count(1);
    expect(event?.Records).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.stringMatching(/./),
        body: '{"kind":"watch","app":"shop","reason":"test"}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.stringMatching(/./),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:lastgood',
        awsRegion: 'us-east-1',
      },
    ]);
    await host.close();
    expect(await stage.messagesLeft()).toBe(0);
  });

  test('gives only what failed once more', async () => {
    const seen = collect<string>();
    await Promise.all([stage.send('good'), stage.send('bad'), stage.send('fine')]);
    const host = await stage.start({
      watch: async (event) => {
        for (const app of appsOf(event)) seen.add(app);
        const isFirst = ({ attributes }: SQSEvent['Records'][number]) =>
          attributes.ApproximateReceiveCount === '1';
        const failed = event.Records.filter(
          (record) => record.body.includes('"bad"') && isFirst(record),
        );
        return {
          batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
        };
      },
    });
    expect([...(await seen.count(4))].sort()).toEqual(['bad', 'bad', 'fine', 'good']);
    await host.close();
    expect(await stage.messagesLeft()).toBe(0);
  });

  test('brings a poisoned message to the dead letters, and works on its neighbours', async () => {
    const seen = collect<string>();
    await Promise.all([stage.send('poison'), stage.send('healthy')]);
    await stage.start(
      {
        watch: async (event) => {
          for (const app of appsOf(event)) seen.add(app);
          if (appsOf(event).includes('poison')) throw new Error('poisoned');
          return { batchItemFailures: [] };
        },
      },
      { queue: { ...stage.cloud.queue, batchSize: 1, retryMs: 1_000, waitMs: 1_000 } },
    );
    await seen.count(4);
    const client = new SQSClient({ ...stage.cloud.queue.aws });
    const url = stage.cloud.deadLetterQueue?.url;
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 10 }),
    );
    expect(Messages?.[0]?.Body).toContain('poison');
    expect(seen.all.filter((app) => app === 'poison')).toHaveLength(3);
    expect(seen.all.filter((app) => app === 'healthy')).toHaveLength(1);
    expect(await stage.messagesLeft()).toBe(0);
  });

  test('works on several batches at once, and on no more than its bound', async () => {
    let running = 0;
    const most = collect<number>();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(stage.send));
    const host = await stage.start(
      {
        watch: async () => {
          running += 1;
          most.add(running);
          await clock.sleep(50);
          running -= 1;
        },
      },
      { queue: { ...stage.cloud.queue, batchSize: 1, batchesAtOnce: 2, waitMs: 1_000 } },
    );
    await most.count(5);
    expect(Math.max(...most.all)).toBe(2);
    await host.close();
  });

  test('does not hand out twice a message that takes longer than its visibility', async () => {
    // The queue's own time decides: where this process stands still, it is handed out again.
    const handedOut = await undisturbed(async () => {
      const own = await createStage();
      const seen = collect<string>();
      const done = collect<string>();
      await own.send('slow');
      const host = await own.start(
        {
          watch: async (event) => {
            for (const app of appsOf(event)) seen.add(app);
            await clock.sleep(2_200);
            done.add('slow');
          },
        },
        { queue: { ...own.cloud.queue, visibilityMs: 1_000, waitMs: 1_000 }, drainMs: 10_000 },
      );
      await done.count(1);
      await host.close();
      const left = await own.messagesLeft();
      await own.close();
      return { seen: seen.all, left };
    });
    expect(handedOut).toEqual({ seen: ['slow'], left: 0 });
  });

  test('that cannot be asked is logged, and the rest goes on', async () => {
    const calls = collect<string>();
    const aws = { ...stage.cloud.queue.aws, endpoint: 'http://127.0.0.1:1' };
    const host = await stage.start(
      { sweep: async () => calls.add('sweep') },
      { cadence: { sweepMs: 20 }, queue: { ...stage.cloud.queue, aws } },
    );
    while (!stage.log.all.some((line) => line.includes('ECONNREFUSED')))
      await stage.log.count(stage.log.all.length + 1);
    await calls.count(calls.all.length + 2);
    expect((await fetch(host.webhookUrl)).status).toBe(204);
  });
});

function appsOf({ Records }: SQSEvent): string[] {
  return Records.map(({ body }) => JSON.parse(body).app);
}
