import { expect, test } from 'vitest';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { deadLetterAlert } from '../../lib/core/dead-letter.ts';
import { limits } from '../../lib/core/limits.ts';
import { dawn } from './film.ts';

const letter = (body: string) => ({ messageId: 'm-1', body, sentAt: dawn });

test.each([
  ['a close look', '{"kind":"watch","app":"shop","reason":"sweep: warmup"}', 'shop'],
  ['a part of the fleet', '{"kind":"shard","shard":2,"releasedAt":null}', 'all apps'],
  ['no message of ours', 'hello', 'all apps'],
])('%s is told with its content, of whom it is about', (_what, body, app) => {
  const alert = deadLetterAlert(letter(body), dawn);
  expect(alert).toMatchObject({ app, id: 'dead-letter.m-1', kind: 'dead-letter' });
  expect(alert.evidence.join()).toContain(body);
});

test.each([
  [
    '{"kind":"watch","app":"shop","reason":"sweep: warmup"}',
    'It asked for a close look at this app (sweep: warmup).',
    'The sweep goes on looking at this app by itself.',
  ],
  [
    '{"kind":"shard","shard":2,"releasedAt":null}',
    'It was one sweep of a part of the fleet, shard 2.',
    'The next sweep sends that part anew.',
  ],
  ['hello', 'It is no message of lastgood: it is not JSON.', 'Nothing else was done with it.'],
])('%s is told with what it meant and what is lost with it', (body, meant, lost) => {
  const { happened, done, facts } = deadLetterAlert(letter(body), dawn);
  expect(happened).toBe(`${meant} It was tried 3 times since 2026-11-23 03:00:00 UTC.`);
  expect(done.slice(1)).toEqual([lost]);
  expect(facts).toEqual({ messageId: 'm-1', sentAt: dawn });
  const undated = deadLetterAlert({ messageId: 'm-1', body, sentAt: null }, dawn);
  expect(undated.happened).toBe(`${meant} It was tried 3 times.`);
});

test('the same message is the same alert whenever it is told', () => {
  const [once, again] = [dawn, dawn + 60_000].map((now) => deadLetterAlert(letter('x'), now));
  expect(once?.id).toBe(again?.id);
});

test('secrets, control characters and endless text do not get through', () => {
  const token = 'HRKU-AAdeadbeef0000111122223333444455556666';
  const body = `Authorization: Bearer ${token}\u0000\r\nBcc: all ${'x'.repeat(300_000)}`;
  const alert = deadLetterAlert(letter(body), dawn);
  expect(alert.evidence.join().length).toBeLessThan(limits.deadLetterCharactersMax + 100);
  const { email, json } = alertMessage(alert);
  expect(`${email}${json}`).not.toContain(token);
  expect(alert.evidence.join()).not.toMatch(/\p{Cc}/u);
});
