import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { main } from '../../lib/cli/main.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { answering, type Reply, xmlError } from '../adapters/aws/answering.ts';
import { fakeTerminal } from './fake-terminal.ts';
import { remembering } from './remembered.ts';

afterEach(() => vi.unstubAllEnvs());

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const chatTopicArn = 'arn:aws:sns:eu-west-1:123456789012:chats';
const accepted =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>' +
  '<MessageId>m-1</MessageId></PublishResult></PublishResponse>';

/** SNS's list of subscriptions: protocol, endpoint, ARN each. */
function listed(...members: readonly (readonly [string, string, string])[]): string {
  const each = members.map(
    ([protocol, endpoint, arn]) =>
      `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint>` +
      `<SubscriptionArn>${arn}</SubscriptionArn><TopicArn>${topicArn}</TopicArn></member>`,
  );
  return (
    '<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">' +
    `<ListSubscriptionsByTopicResult><Subscriptions>${each.join('')}</Subscriptions>` +
    '</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>'
  );
}

/** Runs the command against an SNS on the real wire that answers so. */
async function runAt(
  sns: { publish?: Reply; list: string | Reply },
  words: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const xml = (body: string): Reply => ({ status: 200, type: 'text/xml', body });
  const server = await answering(({ body }) => {
    if (body.includes('Action=Publish')) return sns.publish ?? xml(accepted);
    return typeof sns.list === 'string' ? xml(sns.list) : sns.list;
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', server.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  const given = {
    LASTGOOD_TOPIC_ARN: topicArn,
    LASTGOOD_APPS: '/nowhere/apps.yml',
    ...environment,
  };
  const { context, written } = fakeTerminal({ environment: given });
  const code = await main(['alert', '--test', ...words], {
    ...context,
    stopSignal: () => new AbortController().signal,
    columns: () => 100,
  });
  await server.close();
  return { code, ...written, received: server.received };
}

const arn = `${topicArn}:0a1b`;
const email = ['email', 'anna@example.com', arn] as const;

describe('a topic on AWS', () => {
  test('takes the test, and who would hear it is shown without giving anybody away', async () => {
    const list = listed(
      email,
      ['sms', '+491701234567', arn],
      ['https', 'https://user:pw@hooks.example.com/s3cret?k=1', 'PendingConfirmation'],
    );
    const { code, stdout, received } = await runAt({ list });
    expect(code).toBe(0);
    expect(stdout).toContain('accepted the test');
    expect(stdout).toContain('email  a***@example.com  confirmed');
    expect(stdout).toContain('sms    +49***67  confirmed');
    expect(stdout).toContain('https  https://hooks.example.com/***  NOT CONFIRMED YET');
    expect(stdout).not.toMatch(/anna|1701|s3cret|pw/);
    const form = new URLSearchParams(received[0]?.body);
    expect(form.get('Subject')).toContain('this is a test');
    expect(JSON.parse(JSON.parse(form.get('Message') ?? '').https)).toMatchObject({ kind: 'test' });
  });

  test('with nobody confirmed it fails, and says what to do', async () => {
    const pending = await runAt({ list: listed(['email', 'a@b.c', 'PendingConfirmation']) });
    expect(pending.code).toBe(1);
    expect(pending.stdout).toContain('open the link in the e-mail from AWS');
    const nobody = await runAt({ list: listed() });
    expect(nobody.code).toBe(1);
    expect(nobody.stdout).toContain(`aws sns subscribe --protocol email --topic-arn ${topicArn}`);
  });

  test('that refuses fails, with the reason', async () => {
    const publish = xmlError(403, 'AuthorizationError', 'no');
    const { code, stdout } = await runAt({ publish, list: listed(email) });
    expect(code).toBe(1);
    expect(stdout).toContain('REFUSED the test. Publishing to');
    expect(stdout).toContain('Allow sns:Publish on this topic');
  });

  test('whose subscribers cannot be listed fails: nobody knows that anybody hears', async () => {
    const { code, stdout } = await runAt({ list: xmlError(403, 'AuthorizationError', 'no') });
    expect(code).toBe(1);
    expect(stdout).toContain('Allow sns:ListSubscriptionsByTopic');
    expect(stdout).toContain('It is not known whether anybody would hear.');
  });

  test('and one for chats are both tested, in their own form', async () => {
    const environment = { LASTGOOD_CHAT_TOPIC_ARN: chatTopicArn };
    const { code, stdout, received } = await runAt(
      { list: listed(email) },
      ['--json'],
      environment,
    );
    expect(code).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ ok: true, id: expect.stringMatching(/^all-apps\.test\./) });
    expect(told.topics).toMatchObject([
      { name: 'alerts', accepted: true, subscriptions: [{ endpoint: 'a***@example.com' }] },
      { name: 'chat', arn: chatTopicArn, accepted: true },
    ]);
    const messages = received.map(({ body }) => new URLSearchParams(body).get('Message') ?? '{}');
    expect(messages.some((text) => JSON.parse(text).source === 'custom')).toBe(true);
  });
});

describe('one machine', () => {
  test('a running lastgood’s own topic takes it, and the engineer there gets it', async () => {
    const remembered = await remembering();
    const directory = join(dirname(remembered.config), '.lastgood');
    const use = { table: null, queueUrl: null, topicArn: null };
    const cloud = await startCloud({ directory, use });
    const received: ReceivedAlert[] = [];
    const log = createLog(() => {}, systemClock);
    const listener = (one: ReceivedAlert) => void received.push(one);
    const engineer = await startSubscriber({ ...cloud, clock: systemClock, log, listener });
    const { code, stdout } = await remembered.run(['alert', '--test']);
    expect(stdout).toContain('accepted the test');
    expect(code).toBe(0);
    await expect.poll(() => received.map(({ attributes }) => attributes['kind'])).toEqual(['test']);
    await engineer.close();
    await cloud.close();
    const later = await remembered.run(['alert', '--test']);
    expect(later.code).toBe(0);
    expect(later.stdout).toMatch(/sqs +arn:aws:sqs:\S+:lastgood-engineer {2}confirmed/);
  });

  test('where nobody has ever listened it fails', async () => {
    const remembered = await remembering();
    const { code, stdout } = await remembered.run(['alert', '--test']);
    expect(code).toBe(1);
    expect(stdout).toContain('nobody is subscribed');
  });

  test('where lastgood never ran it says what to name', async () => {
    const remembered = await remembering();
    const elsewhere = join(dirname(remembered.config), 'elsewhere');
    await mkdir(elsewhere);
    const { context, written } = fakeTerminal();
    const words = ['alert', '--test', '--config', join(elsewhere, 'apps.yml')];
    const stopSignal = () => new AbortController().signal;
    expect(await main(words, { ...context, stopSignal, columns: () => 100 })).toBe(1);
    expect(written.stderr).toContain('LASTGOOD_TOPIC_ARN');
  });
});

test('without --test nothing is sent', async () => {
  const remembered = await remembering();
  const { code, stderr } = await remembered.run(['alert']);
  expect(code).toBe(2);
  expect(stderr).toContain('npx lastgood alert --test');
});
