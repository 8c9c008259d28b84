/**
 * A world for the conductor's tests in which nothing is faked but the apps' health: the AWS
 * emulators, the small Heroku with real dynos, real sockets, and an engineer who is subscribed to
 * the topic.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createWorld } from '../functions/wire.ts';
import { awsClientConfig } from '../lib/adapters/aws.ts';
import { systemClock } from '../lib/adapters/clock.ts';
import type { Store } from '../lib/adapters/dynamodb.ts';
import { createLog, type Log } from '../lib/adapters/log.ts';
import { createTopic } from '../lib/adapters/sns.ts';
import type { App, Configuration } from '../lib/core/app.ts';
import { Secret } from '../lib/core/secret.ts';
import { type Cloud, startCloud } from '../lib/local/cloud.ts';
import { type SmallHeroku, startSmallHeroku } from '../lib/local/heroku/small-heroku.ts';
import { type ReceivedAlert, startSubscriber } from '../lib/local/subscriber.ts';
import type { World } from '../lib/world.ts';
import { testApp, testConfiguration } from './core/film.ts';

/** An app's health endpoint that a test holds in its hand. */
export type Health = { url: string; answer: { status: number; body: string }; asked: number };

export type TestWorld = {
  readonly world: World;
  readonly cloud: Cloud;
  readonly heroku: SmallHeroku;
  /** Writes, counted; log lines, kept. */
  readonly counts: { saves: number };
  readonly logged: { message: string; facts?: Record<string, unknown> }[];
  /** What the engineer got. */
  readonly received: ReceivedAlert[];
  /** Resolves once an alert of this kind was received. */
  untilReceived(kind: string): Promise<ReceivedAlert>;
  close(): Promise<void>;
};

/** An app whose whole course takes seconds: the very code of production with small durations. */
export function quickApp(name: string, health: string, change: Partial<App> = {}): App {
  const base = testApp();
  return {
    ...base,
    name,
    check: { ...base.check, health, timeoutMs: 1_000 },
    sustained: { failures: 3, forMs: 200 },
    watchMs: 500,
    verifyMs: 200,
    ...change,
  };
}

/** Starts a world with so many health endpoints; `configure` says what is watched there. */
export async function startTestWorld(
  configure: (health: Health[]) => Partial<Configuration>,
  healths = 1,
): Promise<TestWorld> {
  const cloud = await startCloud({
    directory: null,
    use: { table: null, queueUrl: null, topicArn: null },
  });
  const heroku = await startSmallHeroku({ token: 'HRKU-test', stopGraceMs: 200 });
  const endpoints = await Promise.all(Array.from({ length: healths }, startHealth));
  const wired = createWorld({
    configuration: {
      ...testConfiguration,
      cadence: { sweepMs: 1_000, watchMs: 50 },
      ...configure(endpoints.map(({ health }) => health)),
    },
    herokuApiUrl: heroku.apiUrl,
    herokuApiKey: new Secret('HRKU-test'),
    table: cloud.table,
    queue: cloud.queue,
    topic: cloud.topic,
    chatTopic: null,
  });
  const counts = { saves: 0 };
  const logged: TestWorld['logged'] = [];
  const log = createLog((line) => logged.push(JSON.parse(line)), systemClock);
  const engineer = await startEngineer(cloud, log);
  return {
    world: { ...wired, log, store: counting(wired.store, counts) },
    cloud,
    heroku,
    counts,
    logged,
    received: engineer.received,
    untilReceived: engineer.untilReceived,
    close: async () => {
      await engineer.close();
      for (const endpoint of endpoints) await endpoint.close();
      await heroku.close();
      await cloud.close();
    },
  };
}

/** A health endpoint on a port of its own. */
async function startHealth() {
  const health: Health = { url: '', answer: { status: 200, body: 'ok' }, asked: 0 };
  const server = createServer((_request, response) => {
    health.asked += 1;
    response.writeHead(health.answer.status).end(health.answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  health.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
  return { health, close: () => new Promise((done) => server.close(done)) };
}

/** Somebody who is subscribed to the topic, and whom a test can wait for. */
async function startEngineer(cloud: Cloud, log: Log) {
  const received: ReceivedAlert[] = [];
  const waiting = new Set<() => void>();
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    clock: systemClock,
    log,
    listener: (alert) => {
      received.push(alert);
      for (const wake of waiting) wake();
    },
  });
  const untilReceived = (kind: string): Promise<ReceivedAlert> =>
    new Promise((resolve) => {
      const look = () => {
        const found = received.find(({ attributes }) => attributes['kind'] === kind);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { received, untilReceived, close: () => subscriber.close() };
}

function counting(store: Store, counts: TestWorld['counts']): Store {
  return {
    ...store,
    save: (item, expected) => {
      counts.saves += 1;
      return store.save(item, expected);
    },
  };
}

/** A slug that listens and answers, so that its dynos come up. */
export const listening = (word: string) => ({
  procfile: 'web: node server.js',
  files: {
    'server.js': `const { createServer } = require('node:http');
      createServer((_request, response) => response.end('${word}')).listen(process.env.PORT);`,
  },
});

/** The bodies of what lies on a queue now. */
export async function receive(queue: Cloud['queue']): Promise<string[]> {
  const client = new SQSClient(awsClientConfig(queue.aws));
  try {
    const answer = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
      }),
    );
    return (answer.Messages ?? []).map(({ Body }) => Body ?? '');
  } finally {
    client.destroy();
  }
}

/** An SNS that answers, over the real wire, that it is unavailable. */
export async function startRefusingTopic(topicArn: string) {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response
      .writeHead(503)
      .end('<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    topic: createTopic({ topicArn, aws: { endpoint, region: 'eu-west-1', credentials } }),
    asked: () => asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
