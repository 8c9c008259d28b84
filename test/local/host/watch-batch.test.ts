import { expect, test } from 'vitest';
import { watchBatch } from '../../../lib/local/host/watch-batch.ts';

const messages = [
  { MessageId: 'one', Body: '1' },
  { MessageId: 'two', Body: '2' },
];

test.each([
  ['nothing at all', undefined, []],
  ['no failures', { batchItemFailures: [] }, []],
  ['null for the failures', { batchItemFailures: null }, []],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'two' }] }, ['two']],
  [
    'an id that is not of the batch',
    { batchItemFailures: [{ itemIdentifier: 'x' }] },
    ['one', 'two'],
  ],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, ['one', 'two']],
  ['failures of another shape', { batchItemFailures: 'all' }, ['one', 'two']],
  ['a text', 'done', ['one', 'two']],
])('%s reported fails what Lambda would take for failed', async (_name, value, expected) => {
  const queue = { url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/lastgood', aws: {} };
  const failed = await watchBatch(messages, queue, async ({ Records }) => {
    expect(Records.map(({ messageId }) => messageId)).toEqual(['one', 'two']);
    expect(Records[0]).toMatchObject({
      awsRegion: 'eu-west-1',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:lastgood',
    });
    return { ok: true, value };
  });
  expect([...failed]).toEqual(expected);
});

test.each(['threw', 'timeout'] as const)('a call that %s fails the batch', async (why) => {
  const queue = { url: 'http://127.0.0.1/000000000000/lastgood', aws: {} };
  const failed = await watchBatch(messages, queue, async () => ({ ok: false, why }));
  expect([...failed]).toEqual(['one', 'two']);
});
