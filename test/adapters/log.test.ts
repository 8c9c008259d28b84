import { expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog, type Log } from '../../lib/adapters/log.ts';
import { Secret } from '../../lib/core/secret.ts';

const at = Date.UTC(2026, 10, 23, 12);

test('a line is one JSON object with time, level, message and facts', () => {
  const said = lines((log) => log.info('swept', { apps: 3 }));
  expect(said).toEqual([
    '{"at":"2026-11-23T12:00:00.000Z","level":"info","message":"swept","facts":{"apps":3}}',
  ]);
});

test.each(['info', 'warn', 'error'] as const)('%s is said as such', (level) => {
  expect(parsed((log) => log[level]('a message'))).toEqual({
    at: '2026-11-23T12:00:00.000Z',
    level,
    message: 'a message',
  });
});

test('a message with line breaks stays on one line', () => {
  expect(lines((log) => log.warn('two\nlines', { text: 'a\r\nb' }))[0]).not.toMatch(/[\r\n]/);
});

test('a secret prints as its placeholder, however deep', () => {
  const [line] = lines((log) => log.info('x', { deep: [{ token: new Secret('hush') }] }));
  expect(line).toContain('[secret]');
  expect(line).not.toContain('hush');
});

test('an error keeps its message and its cause', () => {
  const error = new Error('could not save', { cause: new RangeError('too large') });
  expect(parsed((log) => log.error('failed', { error }))).toMatchObject({
    facts: { error: { message: 'could not save', cause: { name: 'RangeError' } } },
  });
});

test('maps, sets and large integers are written out', () => {
  const facts = { map: new Map([['a', 1]]), set: new Set(['b']), large: 2n ** 60n };
  expect(parsed((log) => log.info('x', facts))).toMatchObject({
    facts: { map: { a: 1 }, set: ['b'], large: '1152921504606846976' },
  });
});

test('facts that cannot be written do not swallow the message', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(parsed((log) => log.error('alert lost', circle))).toMatchObject({
    message: 'alert lost',
    facts: expect.stringContaining('could not be written'),
  });
});

function lines(say: (log: Log) => void): string[] {
  const written: string[] = [];
  say(createLog((line) => written.push(line), { ...systemClock, now: () => at }));
  return written;
}

function parsed(say: (log: Log) => void): unknown {
  return JSON.parse(lines(say).join(''));
}
