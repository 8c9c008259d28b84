import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { parseQueueMessage, type QueueMessage } from '../../lib/core/queue-message.ts';

const watch = { kind: 'watch', app: 'shop-eu', reason: 'webhook: release v42 succeeded' } as const;
const shard = {
  kind: 'shard',
  shard: 0,
  releasedAt: { 'shop-eu': 1_778_758_678_000, 'brand-new': null },
} as const;

test.each<QueueMessage>([
  watch,
  { ...watch, app: 'a'.repeat(30), reason: '' },
  shard,
  { ...shard, shard: 41, releasedAt: {} },
  { ...shard, releasedAt: { constructor: 7, prototype: null } as never },
])('reads what was sent: %j', (message) => {
  expect(parseQueueMessage(JSON.stringify(message))).toEqual(message);
});

describe('refuses, and says why,', () => {
  test.each<[string, unknown, RegExp]>([
    ['another kind', { ...watch, kind: 'rollback' }, /^kind: /],
    ['no kind', { app: 'shop-eu', reason: '' }, /^kind: /],
    ['a list', [watch], /./],
    ['null', null, /^Invalid type/],
    ['a number', 7, /^Invalid type/],
    ['a missing reason', { kind: 'watch', app: 'shop-eu' }, /^reason: /],
    ['a key of nobody', { ...watch, rollbackTo: 'v1' }, /^rollbackTo: /],
    ['an app’s name that is too long', { ...watch, app: 'a'.repeat(31) }, /^app: longer/],
    ['an app’s name with a slash', { ...watch, app: 'a/b' }, /^app: not the name/],
    ['an app’s name that is empty', { ...watch, app: '' }, /^app: not the name/],
    ['a reason without end', { ...watch, reason: 'x'.repeat(201) }, /^reason: the reason is too/],
    ['a shard below zero', { ...shard, shard: -1 }, /^shard: /],
    ['half a shard', { ...shard, shard: 0.5 }, /^shard: /],
    ['a shard in words', { ...shard, shard: '0' }, /^shard: /],
    ['times in words', { ...shard, releasedAt: { a: 'now' } }, /^releasedAt: /],
    ['times in a number', { ...shard, releasedAt: 5 }, /^releasedAt: /],
    ['times in a text', { ...shard, releasedAt: '' }, /^releasedAt: /],
    ['times in a list', { ...shard, releasedAt: [1] }, /^releasedAt: /],
    ['no times', { kind: 'shard', shard: 0 }, /^releasedAt: /],
    ['a name among times that is none', { ...shard, releasedAt: { 'A b': 1 } }, /^releasedAt: /],
    ['more apps than a shard has', { ...shard, releasedAt: apps(101) }, /^releasedAt: /],
  ])('%s', (_what, message, reason) => {
    expect(parseQueueMessage(JSON.stringify(message))).toEqual({
      kind: 'malformed',
      reason: expect.stringMatching(reason),
    });
  });

  test.each(['', '{', 'undefined', '\u0000', '{"kind":"watch",'])('%j', (text) => {
    expect(parseQueueMessage(text)).toEqual({ kind: 'malformed', reason: 'it is not JSON' });
  });

  test('a text whose bytes are too many, though its characters are not', () => {
    const text = '✓'.repeat(limits.queueMessageBytesMax / 2);
    expect(parseQueueMessage(text)).toMatchObject({ reason: 'longer than 65536 bytes' });
  });

  test('no text that is just short enough', () => {
    const text = JSON.stringify(watch).padEnd(limits.queueMessageBytesMax);
    expect(parseQueueMessage(text)).toEqual(watch);
  });

  test('a text that is too long, before it is read', () => {
    const text = `${JSON.stringify(watch)}${' '.repeat(limits.queueMessageBytesMax)}`;
    expect(parseQueueMessage(text)).toEqual({
      kind: 'malformed',
      reason: 'longer than 65536 bytes',
    });
  });
});

test('a full shard with the longest names fits', () => {
  const message = { ...shard, releasedAt: apps(limits.shardAppsMax) };
  expect(parseQueueMessage(JSON.stringify(message))).toEqual(message);
});

test('never throws, and its reason is one short line', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), anyMessage()), (text) => {
      const parsed = parseQueueMessage(text);
      if (parsed.kind !== 'malformed') return;
      expect(parsed.reason).not.toMatch(/\p{C}/u);
      expect(parsed.reason.length).toBeLessThanOrEqual(limits.reasonCharactersMax);
    }),
    { numRuns: 500 },
  );
});

function anyMessage(): fc.Arbitrary<string> {
  const anything = fc.anything({ maxDepth: 1 });
  const kind = fc.oneof(fc.constantFrom('watch', 'shard'), fc.string({ unit: 'binary' }));
  const keys = { kind, app: anything, reason: anything, shard: anything, releasedAt: anything };
  return fc.record(keys, { requiredKeys: [] }).map((message) => JSON.stringify(message, safely));
}

function safely(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function apps(count: number): Record<string, number> {
  const name = (index: number) => `${'a'.repeat(26)}-${String(index).padStart(3, '0')}`;
  const entry = (index: number): [string, number] => [name(index), 1_778_758_678_000 + index];
  return Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));
}
