import { describe, expect, test } from 'vitest';
import {
  attributeOf,
  type TopicMessage,
  topicMessageBytes,
  topicMessageFits,
  topicMessageText,
} from '../../lib/core/topic-message.ts';

const empty: TopicMessage = { subject: '', email: '', sms: '', json: '', chat: '', attributes: {} };

test('people get prose, a phone gets one line, and machines get JSON', () => {
  const text = topicMessageText({ ...empty, email: 'prose', sms: 'line', json: '{}' });
  expect(JSON.parse(text)).toEqual({
    ...{ default: 'prose', email: 'prose', sms: 'line' },
    ...{ http: '{}', https: '{}', sqs: '{}', lambda: '{}' },
  });
});

test('an attribute of several values is a list, of which a filter policy matches any', () => {
  expect(attributeOf('warning')).toEqual(['String', 'warning']);
  expect(attributeOf(['shop', 'blog'])).toEqual(['String.Array', '["shop","blog"]']);
});

test('the size is what goes over the wire: subject, all forms, attributes with their types', () => {
  const attributes = { kind: 'slow', app: ['a', 'b'] };
  const message = { ...empty, subject: 'größer', email: 'é', attributes };
  const rest = ['größer', 'kind', 'String', 'slow', 'app', 'String.Array', '["a","b"]'].join('');
  expect(topicMessageBytes(message)).toBe(Buffer.byteLength(topicMessageText(message) + rest));
});

describe('a message fits up to the very byte', () => {
  // In JSON each of these characters is an escape of six bytes: nothing takes more room.
  const worst = '\u0000'.repeat(1_000);
  test.each<[string, Partial<TopicMessage>]>([
    ['with nothing in it', {}],
    ['whose subject is long', { subject: '語'.repeat(1_000) }],
    ['for people', { email: worst }],
    ['for a phone', { sms: worst }],
    ['for machines', { json: worst }],
    ['with an attribute of many values', { attributes: { app: [worst, worst, ''] } }],
    ['with an attribute of a long name', { attributes: { ['語'.repeat(1_000)]: '' } }],
    ['of plain text', { email: 'plain '.repeat(1_000), json: '{}' }],
  ])('%s', (_what, change) => {
    const message = { ...empty, ...change };
    const bytes = topicMessageBytes(message);
    expect([bytes - 1, bytes].map((max) => topicMessageFits(message, max))).toEqual([false, true]);
  });
});
