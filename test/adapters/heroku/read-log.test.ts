import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { onceRead } from '../probe/origin.ts';
import { token, troubleOf, useHarness, value } from './harness.ts';
import { json, type Seen } from './platform-api.ts';

const on = useHarness();

/** A session whose lines are at `url`; what comes there is for the test to say. */
function session(stream: (response: ServerResponse, seen: Seen) => void, url?: string): void {
  on.api.answer = (seen, response) => {
    if (seen.method === 'POST') {
      return json(response, 201, { id: 'l1', logplex_url: url ?? `${on.api.url}/stream?srv=s` });
    }
    return stream(response, seen);
  };
}

const line = '2026-11-23T03:12:25.123456+00:00 app[web.1]: hello\n';

test('the newest lines are asked for and read, and the token goes to the Platform API alone', async () => {
  session((response) => response.end(`data: ${line}\n`));
  expect(value(await on.heroku.log('shop-eu', 100))).toBe(`data: ${line}\n`);
  const [opened, read] = on.api.seen;
  expect(opened).toMatchObject({ method: 'POST', url: '/apps/shop-eu/log-sessions' });
  expect(JSON.parse(opened?.body ?? '')).toEqual({ lines: 100, tail: false });
  expect(read).toMatchObject({ method: 'GET', url: '/stream?srv=s' });
  expect(read?.headers.accept).toBe('text/event-stream');
  expect(JSON.stringify(read)).not.toContain(token);
});

test('a log that never ends, as on Fir, is read until the deadline', async () => {
  // It passes once the line has been read, on the slowest machine too.
  const deadline = new AbortController();
  const asked = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
  onTestFinished(() => asked.mockRestore());
  session(async (response) => {
    await new Promise<void>((written) => response.write(line, () => written()));
    await onceRead();
    deadline.abort(new DOMException('', 'TimeoutError'));
  });
  const hasty = on.create({ limits: { logTimeoutMs: 5_000 } });
  expect(value(await hasty.log('shop-eu', 100))).toBe(line);
  expect(asked).toHaveBeenCalledTimes(2);
  for (const [ms] of asked.mock.calls) expect(ms).toBeLessThanOrEqual(5_000);
});

test('of a log that is too long the newest is kept', async () => {
  session((response) => {
    for (let index = 0; index < 200; index += 1) response.write(`${index} ${'x'.repeat(5_000)}\n`);
    response.end('the end\n');
  });
  const small = on.create({ limits: { logBytesMax: 100_000 } });
  const text = value(await small.log('shop-eu', 100));
  expect(text.length).toBeLessThan(200_000);
  expect(text).toMatch(/the end\n$/);
});

describe('what is no log', () => {
  test.each([404, 403, 500, 302])('status %i is a trouble, and nothing more', async (status) => {
    session((response) => response.writeHead(status).end('gone'));
    const answer = troubleOf(await on.heroku.log('shop-eu', 100));
    expect(answer).toMatchObject({ kind: 'malformed', status });
    expect(on.api.seen).toHaveLength(2);
  });

  test('a stream that says nothing is a timeout', async () => {
    session(() => {});
    const hasty = on.create({ limits: { logTimeoutMs: 150 } });
    expect(troubleOf(await hasty.log('shop-eu', 100))).toMatchObject({ kind: 'timeout' });
  });

  test('an address without TLS is not asked, and is not told', async () => {
    session(() => {}, 'http://logs.example.com/stream?secret=s');
    const answer = troubleOf(await on.heroku.log('shop-eu', 100));
    expect(answer.message).toContain('the address of the log is not https');
    expect(answer.message).not.toContain('secret');
    expect(on.api.seen).toHaveLength(1);
  });
});
