import { expect, test } from 'vitest';
import { answering, ask, call, deployTo, startForTest } from './setting.ts';

/** Its port is open before its output has been read: so this waits for its line too. */
async function shopOfOne() {
  const heroku = await startForTest();
  await heroku.createApp('shop');
  await deployTo(heroku, answering('one'));
  await expect.poll(() => linesOf(heroku, { source: 'app', dyno: 'web' })).toHaveLength(1);
  return heroku;
}

/** What a new log session shows of shop. */
async function linesOf(heroku: Awaited<ReturnType<typeof startForTest>>, body: object) {
  const session = await call(heroku, 'POST /apps/shop/log-sessions', { body });
  const text = await (await fetch(session.body.logplex_url)).text();
  return text.split('\n').filter((line) => line.startsWith('data:'));
}

test('a log session shows the lines of app, dynos and router as server-sent events', async () => {
  const heroku = await shopOfOne();
  await ask(heroku, 'fail');
  const session = await call(heroku, 'POST /apps/shop/log-sessions', { body: { lines: 50 } });
  expect(session.status).toBe(201);
  const stream = await fetch(session.body.logplex_url);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const text = await stream.text();
  const at = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00';
  expect(text).toMatch(new RegExp(`^data: ${at} app\\[web\\.1\\]: listening with one$`, 'm'));
  expect(text).toMatch(/heroku\[web\.1\]: State changed from starting to up/);
  expect(text).toMatch(/heroku\[router\]: at=info method=GET path="\/fail" .* status=500/);
});

test('a log session can be narrowed to a source, a dyno and a number of lines', async () => {
  const heroku = await shopOfOne();
  const read = (body: object) => linesOf(heroku, body);
  const own = await read({ source: 'app', dyno: 'web' });
  expect(own).toHaveLength(1);
  expect(own[0]).toContain('app[web.1]: listening with one');
  expect(await read({ lines: 1 })).toHaveLength(1);
  expect(await read({ dyno: 'worker' })).toEqual([]);
});

test('a session that tails goes on with what comes', async () => {
  const heroku = await shopOfOne();
  const body = { lines: 1, tail: true };
  const session = await call(heroku, 'POST /apps/shop/log-sessions', { body });
  const leaving = new AbortController();
  const stream = await fetch(session.body.logplex_url, { signal: leaving.signal });
  await ask(heroku, 'later');
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.includes('path="/later"')) break;
  }
  expect(text).toContain('heroku[router]: at=info method=GET path="/later"');
  leaving.abort();
});

test('an unknown session is not found', async () => {
  const heroku = await startForTest();
  expect((await fetch(`${heroku.apiUrl}/streams/logs/nothing`)).status).toBe(404);
});
