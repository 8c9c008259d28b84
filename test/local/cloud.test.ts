import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../../lib/adapters/dynamodb.ts';
import { createTopic } from '../../lib/adapters/sns.ts';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';

const embedded = { table: null, queueUrl: null, topicArn: null };
const item = { key: 'app:shop', revision: 1, body: '{"state":"well"}', outbox: '[]' };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lastgood-cloud-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function storeOf({ table }: Cloud) {
  return createStore({ table: table.name, aws: table.aws });
}

async function receive({ url, aws }: Cloud['queue'], waitSeconds = 1) {
  const client = new SQSClient({ ...aws });
  const command = new ReceiveMessageCommand({
    QueueUrl: url,
    WaitTimeSeconds: waitSeconds,
    MaxNumberOfMessages: 10,
  });
  return (await client.send(command)).Messages ?? [];
}

describe('a restart on the same directory', () => {
  test('finds the state and the messages that nobody took, and only those', async () => {
    const before = await startCloud({ directory, use: embedded });
    expect(await storeOf(before).save(item, 0)).toBe('saved');
    const { url, aws } = before.queue;
    const client = new SQSClient({ ...aws });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'done' }));
    const [done] = await receive(before.queue);
    await client.send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: done?.ReceiptHandle }),
    );
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'left' }));
    await before.close();

    const after = await startCloud({ directory, use: embedded });
    expect(await storeOf(after).load(item.key)).toEqual(item);
    expect(await storeOf(after).save({ ...item, revision: 2 }, 1)).toBe('saved');
    expect((await receive(after.queue)).map(({ Body }) => Body)).toEqual(['left']);
    expect(after.topic.arn).toBe(before.topic.arn);
    await after.close();
  });

  test('gives a message that was being worked on when everything stopped once more', async () => {
    const before = await startCloud({ directory, use: embedded });
    const { url, aws } = before.queue;
    const client = new SQSClient({ ...aws });
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'half done' }));
    const command = new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 1 });
    expect((await client.send(command)).Messages).toHaveLength(1);
    await before.close();

    const after = await startCloud({ directory, use: embedded });
    expect((await receive(after.queue, 5)).map(({ Body }) => Body)).toEqual(['half done']);
    await after.close();
  });
});

describe('a directory', () => {
  test('of another process is refused, and is free again when that one dies', async () => {
    const module = new URL('../../lib/local/cloud.ts', import.meta.url).href;
    const script = `
      import { startCloud } from ${JSON.stringify(module)};
      await startCloud({ directory: process.argv[1], use: ${JSON.stringify(embedded)} });
      console.log('started');
    `;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, directory]);
    await once(other.stdout, 'data');
    await expect(startCloud({ directory, use: embedded })).rejects.toThrow(
      `another lastgood is running on ${directory}; stop it first`,
    );
    other.kill('SIGKILL');
    await once(other, 'exit');
    const cloud = await startCloud({ directory, use: embedded });
    expect(await storeOf(cloud).load('nothing')).toBeNull();
    await cloud.close();
  });

  test('that the same process is running on is refused too', async () => {
    const cloud = await startCloud({ directory, use: embedded });
    await expect(startCloud({ directory, use: embedded })).rejects.toThrow('another lastgood');
    await cloud.close();
  });

  test.each([
    ['dynamodb', 'CURRENT'],
    ['messaging', 'fauxqs.db'],
  ])('in which %s is damaged is refused with what to do', async (part, file) => {
    const before = await startCloud({ directory, use: embedded });
    await before.close();
    writeFileSync(join(directory, part, file), 'this is no database, it is a damaged file');
    await expect(startCloud({ directory, use: embedded })).rejects.toThrow(
      new RegExp(`${part} cannot be opened .*; restore it from a copy, or move it away`),
    );
    // Nothing is left running on it: without what is damaged it starts.
    rmSync(join(directory, part), { recursive: true });
    const after = await startCloud({ directory, use: embedded });
    await after.close();
  });

  test('that cannot be made is refused with what to look at', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    await expect(startCloud({ directory: join(file, 'state'), use: embedded })).rejects.toThrow(
      /file.* cannot be written .*; check who owns it/,
    );
  });
});

test('what is embedded in memory begins empty and takes writes, messages and alerts', async () => {
  const cloud = await startCloud({ directory: null, use: embedded });
  expect(await storeOf(cloud).load(item.key)).toBeNull();
  expect(await storeOf(cloud).save(item, 0)).toBe('saved');
  const message = { subject: 's', email: 'e', sms: 's', json: '{}', chat: '{}', attributes: {} };
  const { arn: topicArn, aws } = cloud.topic;
  expect(await createTopic({ topicArn, aws }).publish(message)).toMatchObject({ ok: true });
  expect(await receive(cloud.queue, 0)).toEqual([]);
  await cloud.close();
});

test('nobody outside this machine can reach what is embedded', async () => {
  const cloud = await startCloud({ directory: null, use: embedded });
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    // Linux answers on all of 127.0.0.0/8, and a socket on every interface would as well.
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  for (const { aws } of [cloud.table, cloud.queue]) {
    const { hostname, port } = new URL(aws.endpoint ?? '');
    expect(hostname).toBe('127.0.0.1');
    for (const address of [...outside, '127.0.0.2']) {
      const socket = connect(Number(port), address);
      const [error] = await once(socket, 'error');
      expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    }
  }
  await cloud.close();
});

test('a client that goes away in the middle of a request does not end the process', async () => {
  const cloud = await startCloud({ directory: null, use: embedded });
  const socket = connect(Number(new URL(cloud.table.aws.endpoint ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  const start = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{';
  await new Promise((resolve) => socket.write(start, resolve));
  socket.resetAndDestroy();
  await once(socket, 'close');
  expect(await storeOf(cloud).load(item.key)).toBeNull();
  await cloud.close();
});

describe('the real thing instead', () => {
  const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alerts';
  const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/lastgood';

  test('of the topic leaves table and queue embedded', async () => {
    const cloud = await startCloud({ directory: null, use: { ...embedded, topicArn } });
    expect(cloud.topic).toEqual({ arn: topicArn, aws: {} });
    expect(cloud.queue.aws.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(await storeOf(cloud).save(item, 0)).toBe('saved');
    await cloud.close();
  });

  test('of the queue leaves table and topic embedded, and its dead letters alone', async () => {
    const cloud = await startCloud({ directory: null, use: { ...embedded, queueUrl } });
    expect(cloud.queue).toEqual({ url: queueUrl, aws: {} });
    expect(cloud.deadLetterQueue).toBeNull();
    expect(cloud.topic.aws.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await cloud.close();
  });

  test('of everything starts nothing', async () => {
    const cloud = await startCloud({ directory: null, use: { table: 'real', queueUrl, topicArn } });
    expect(cloud.table).toEqual({ name: 'real', aws: {} });
    expect(cloud).toMatchObject({ queue: { aws: {} }, topic: { aws: {} } });
    await cloud.close();
  });
});
