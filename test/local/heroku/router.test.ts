import { describe, expect, test } from 'vitest';
import type { SmallHerokuOptions } from '../../../lib/local/heroku/small-heroku.ts';
import { answering, ask, deployTo, logged, running, startForTest } from './setting.ts';

async function shop(options: SmallHerokuOptions = {}) {
  const heroku = await startForTest(options);
  await heroku.createApp('shop');
  return heroku;
}

describe('the router passes on', () => {
  test('what the app answers, with a Via header', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    const answer = await ask(heroku);
    expect([answer.status, answer.text]).toEqual([200, 'hello']);
    expect(answer.headers.get('via')).toBe('1.1 heroku-router');
    expect(answer.headers.get('server')).toBe('Heroku');
  });

  test('an error of the app itself, untouched', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    const answer = await ask(heroku, 'fail');
    expect([answer.status, answer.text]).toEqual([500, 'own error']);
    expect(answer.headers.get('x-own')).toBe('yes');
    expect(answer.headers.get('via')).toBe('1.1 heroku-router');
  });

  test('a request that came while the dynos boot, once they are up', async () => {
    const heroku = await shop();
    await heroku.deploy('shop', answering('hello'));
    expect(heroku.dynos('shop')).toMatchObject([{ name: 'web.1', state: 'starting' }]);
    expect((await ask(heroku)).text).toBe('hello');
  });

  test('requests to all of several dynos', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    heroku.scale('shop', 'web', 2);
    await heroku.untilWeb('shop', 'up');
    const dynos = new Set<string>();
    while (dynos.size < 2) dynos.add(JSON.parse((await ask(heroku, 'environment')).text).DYNO);
    expect([...dynos].sort()).toEqual(['web.1', 'web.2']);
    expect(heroku.releases('shop')).toHaveLength(3);
  });
});

describe('the router answers for the app', () => {
  const page = '//www.herokucdn.com/error-pages/application-error.html';

  test('H10 when the web process has crashed', async () => {
    const heroku = await shop();
    await deployTo(heroku, running('node no-such-file.js'), 'crashed');
    const line = logged(heroku, 'at=error code=H10 desc="App crashed" method=GET path="/"');
    const answer = await ask(heroku);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain(`<iframe src="${page}">`);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache, no-store');
    expect(answer.headers.get('via')).toBeNull();
    await line;
    const logs = heroku.logs('shop').join('\n');
    expect(logs).toContain('heroku[web.1]: Process exited with status 1');
    expect(logs).toContain('heroku[web.1]: State changed from starting to crashed');
  });

  test('H10 when the process crashed after it had been up, and a crash is told with its status', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    const crash = heroku.until('dyno', ({ state }) => state === 'crashed');
    const line = logged(heroku, 'code=H13');
    expect((await ask(heroku, 'crash')).status).toBe(503);
    expect(await crash).toMatchObject({ name: 'web.1', before: 'up', exitStatus: 3 });
    await line;
    const next = logged(heroku, 'code=H10');
    expect((await ask(heroku)).status).toBe(503);
    await next;
  });

  test('R10 and H10 when the web process does not listen in time', async () => {
    const heroku = await shop({ bootTimeoutMs: 200 });
    const killed = logged(heroku, 'Process exited with status 137');
    const timeout = logged(heroku, 'heroku[web.1]: Error R10 (Boot timeout)');
    const line = logged(heroku, 'code=H10');
    await heroku.deploy('shop', running('sleep 30'));
    expect((await ask(heroku)).status).toBe(503);
    await Promise.all([timeout, killed, line]);
  });

  test('H20 when the dynos are still booting after the request was held for its time', async () => {
    const heroku = await shop({ routerHoldMs: 150 });
    await heroku.deploy('shop', running('sleep 30'));
    const line = logged(heroku, 'code=H20 desc="App boot timeout"');
    const startedAt = performance.now();
    expect((await ask(heroku)).status).toBe(503);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
    await line;
    expect(heroku.dynos('shop')).toMatchObject([{ state: 'starting' }]);
  });

  test('H14 when there are no web dynos', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    heroku.scale('shop', 'web', 0);
    const line = logged(heroku, 'code=H14 desc="No web processes running"');
    expect((await ask(heroku)).status).toBe(503);
    await line;
    expect(heroku.dynos('shop')).toEqual([]);
  });

  test('H80 in maintenance, although the dynos are up', async () => {
    const heroku = await shop();
    await deployTo(heroku, answering('hello'));
    heroku.setMaintenance('shop', true);
    const line = logged(heroku, 'at=info code=H80 desc="Maintenance mode"');
    const answer = await ask(heroku);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('//www.herokucdn.com/error-pages/maintenance-mode.html');
    await line;
    expect(heroku.dynos('shop')).toMatchObject([{ state: 'up' }]);
    heroku.setMaintenance('shop', false);
    expect((await ask(heroku)).text).toBe('hello');
  });

  test('H81 while the app has no code', async () => {
    const heroku = await shop();
    const line = logged(heroku, 'code=H81');
    expect((await ask(heroku)).status).toBe(502);
    await line;
  });

  test.each([
    ['H12 when no first byte comes in time', 'hang', 'H12', { firstByteMs: 150 }],
    ['H13 when the app closes the connection without an answer', 'drop', 'H13', {}],
  ])('%s, and leaves the dyno alone', async (_, path, code, spans) => {
    const heroku = await shop(spans);
    await deployTo(heroku, answering('hello'));
    const [before] = heroku.dynos('shop');
    const line = logged(heroku, `code=${code}`);
    const answer = await ask(heroku, path);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain(page);
    await line;
    // Again where it took its 150 ms by itself.
    await expect.poll(async () => (await ask(heroku)).text).toBe('hello');
    expect(heroku.dynos('shop')).toEqual([before]);
  });

  test.each([
    ['H18 when the app breaks off in the middle', 'half', 'H18', {}],
    ['H15 when the app falls silent in the middle', 'stall', 'H15', { idleMs: 150 }],
  ])('%s, by cutting the connection', async (_, path, code, spans) => {
    const heroku = await shop(spans);
    await deployTo(heroku, answering('hello'));
    const line = logged(heroku, `code=${code}`);
    await expect(ask(heroku, path)).rejects.toThrow();
    await line;
  });

  test('with the page of the app in place of its own when the app names one', async () => {
    const heroku = await startForTest();
    const url = 'https://errors.example.com/page.html';
    await heroku.createApp('shop', { configVars: { ERROR_PAGE_URL: url } });
    await deployTo(heroku, running('exit 1'), 'crashed');
    expect((await ask(heroku)).text).toContain(`<iframe src="${url}">`);
  });
});

test('a stopped router refuses connections until it is started again on the same port', async () => {
  const heroku = await shop();
  await deployTo(heroku, answering('hello'));
  await heroku.faults.stopRouter('shop');
  await expect(ask(heroku)).rejects.toThrow();
  await heroku.faults.startRouter('shop');
  expect((await ask(heroku)).text).toBe('hello');
});
