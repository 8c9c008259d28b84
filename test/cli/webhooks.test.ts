// `lastgood webhooks` against the small Heroku, and the real door of lastgood behind it.

import { describe, expect, test } from 'vitest';
import { answering } from '../local/heroku/setting.ts';
import { secret, setUp } from './webhooks-stage.ts';

const right = { include: ['api:release', 'dyno'], level: 'sync' };

describe('add', () => {
  test('subscribes every app once, however often it is asked', async () => {
    const { url, run, subscriptions } = await setUp();
    const first = await run('add --all');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout.split('\n').sort()).toEqual([
      '',
      'blog  subscribed to api:release and dyno',
      'shop  subscribed to api:release and dyno',
    ]);
    const second = await run('add shop');
    expect(second.stdout).toBe('shop  was subscribed already; the secret was set again\n');
    for (const app of ['shop', 'blog']) {
      expect(await subscriptions(app)).toEqual([expect.objectContaining({ ...right, url })]);
    }
  });

  test('puts right what is there, its secret included, and leaves alone what goes elsewhere', async () => {
    const { heroku, url, run, api, subscriptions } = await setUp();
    const wrong = { include: ['api:release', 'api:build'], level: 'notify', url, secret: 'old' };
    const elsewhere = { ...right, url: 'http://127.0.0.1:9/' };
    for (const body of [elsewhere, wrong, wrong]) await api('POST /apps/shop/webhooks', body);
    const { code, stdout } = await run('add shop --json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      url,
      apps: [
        {
          app: 'shop',
          status: 'done',
          change: 'updated',
          mended: [
            'its level is notify and not sync',
            'it lacks dyno',
            'it brings api:build, which nobody reads',
            '1 more of it',
          ],
        },
      ],
    });
    const left = await subscriptions('shop');
    const urls = left.map((one) => one['url']);
    expect(urls.toSorted()).toEqual([elsewhere.url, url].toSorted());
    for (const one of left) expect(one).toMatchObject(right);
    const accepted = heroku.until('delivery', ({ status }) => status === 202);
    await heroku.deploy('shop', answering('one'));
    await accepted;
  });

  test('says that Heroku allows ten an app', async () => {
    const { run, api, subscriptions } = await setUp();
    for (let port = 1; port <= 10; port += 1) {
      await api('POST /apps/shop/webhooks', { ...right, url: `http://127.0.0.1:${port}/` });
    }
    const { code, stdout } = await run('add shop blog');
    expect(code).toBe(1);
    expect(stdout).toContain('shop  it has 10 webhooks already, and Heroku allows no more');
    expect(stdout).toContain('blog  subscribed');
    expect(await subscriptions('shop')).toHaveLength(10);
  });

  test('goes on with the other apps where one is refused, and says what Heroku said', async () => {
    const { heroku, run, subscriptions } = await setUp();
    heroku.faults.answer(403, { path: /shop\/webhooks/ });
    const { code, stdout } = await run('add --all');
    expect(code).toBe(1);
    expect(stdout).toMatch(/shop {2}GET \/apps\/shop\/webhooks answered 403 .*heroku access:add/);
    expect(await subscriptions('blog')).toHaveLength(1);
  });
});

test('list shows all of them, and which is ours', async () => {
  const { url, run, api } = await setUp();
  await api('POST /apps/shop/webhooks', { ...right, url: 'http://127.0.0.1:9/' });
  await run('add shop');
  const { code, stdout } = await run('list shop');
  expect(code).toBe(0);
  const [count, ...lines] = stdout.trimEnd().split('\n');
  expect(count).toBe('shop  2 of 10 webhooks');
  expect(lines).toHaveLength(2);
  const [ours, other] = lines.toSorted((one) => (one.endsWith('(ours)') ? -1 : 1));
  expect(ours).toMatch(new RegExp(`^shop {2}[0-9a-f-]{36} {2}sync {2}api:release,dyno {2}${url} `));
  expect(other).toMatch(/^shop {2}[0-9a-f-]{36} {2}sync {2}api:release,dyno {2}http:.*:9\/$/);
  expect(stdout).not.toContain(secret);
});

test('remove ends what goes to us, once or twice, and nothing else', async () => {
  const { run, api, subscriptions } = await setUp();
  await api('POST /apps/shop/webhooks', { ...right, url: 'http://127.0.0.1:9/' });
  await run('add shop');
  expect((await run('remove shop')).stdout).toContain('shop  1 subscription removed');
  expect(await run('remove shop')).toMatchObject({
    code: 0,
    stdout: 'shop  was not subscribed; nothing was changed\n',
  });
  expect(await subscriptions('shop')).toMatchObject([{ url: 'http://127.0.0.1:9/' }]);
});

describe('check', () => {
  test('finds all right after a delivery came through', async () => {
    const { heroku, run } = await setUp();
    await run('add shop');
    const arrived = heroku.until('delivery', ({ status }) => status === 202);
    await heroku.deploy('shop', answering('one'));
    await arrived;
    const { code, stdout } = await run('check shop');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^http:\S+ {2}a test delivery that we signed was believed\n/);
    expect(stdout).toContain('shop  subscribed to api:release and dyno at level sync\n');
    expect(stdout).toMatch(/shop {2}the newest delivery, .* ago, succeeded\n/);
  });

  test('finds an app that is not subscribed, and another secret at Heroku', async () => {
    const { heroku, url, run, api } = await setUp();
    await api('POST /apps/blog/webhooks', { ...right, url, secret: 'another' });
    const refused = heroku.until('delivery', ({ status }) => status === 401);
    await heroku.deploy('blog', answering('one'));
    await refused;
    const { code, stdout } = await run('check --all');
    expect(code).toBe(1);
    expect(stdout).toContain(`shop  WRONG: there is no subscription to ${url}`);
    expect(stdout).toMatch(/blog {2}WRONG: the newest delivery, .*401; Heroku has another secret/);
  });

  test('finds another secret at lastgood, without waking anybody', async () => {
    const { run } = await setUp();
    await run('add shop');
    const { code, stdout } = await run('check shop', { LASTGOOD_WEBHOOK_SECRET: 'another' });
    expect(code).toBe(1);
    expect(stdout).toContain('WRONG: a test delivery that we signed was refused (401)');
  });

  test('finds that nobody answers at the URL, or that it is another door', async () => {
    const { url, run } = await setUp();
    expect((await run('check shop --url http://127.0.0.1:9/')).stdout).toContain(
      'WRONG: no answer came (ECONNREFUSED): is it the right URL?',
    );
    expect((await run(`check shop --url ${url}deploys`)).stdout).toContain(
      'WRONG: there is no door of lastgood at this URL (404)',
    );
  });

  test('says by its exit status that Heroku could not be asked', async () => {
    const { run } = await setUp();
    const { code, stdout } = await run('check shop --json', { HEROKU_API_KEY: 'wrong' });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      door: { status: 'done' },
      apps: [{ app: 'shop', status: 'unknown', error: expect.stringContaining('answered 401') }],
    });
  });
});

describe('what is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['add', {}, 'Name apps, or say --all'],
    ['add shop --all', {}, 'Name apps, or say --all'],
    ['add shpo', {}, 'has no app "shpo"; it has shop, blog'],
    ['add shop --url ftp://x', {}, '--url: expected the URL of the webhook function'],
    ['add shop --url http://example.com/', {}, '--url: expected https'],
    ['add shop', { LASTGOOD_WEBHOOK_URL: '' }, "Name lastgood's door by --url"],
    ['remove shop', { LASTGOOD_WEBHOOK_URL: '' }, "Name lastgood's door by --url"],
    ['add shop', { LASTGOOD_WEBHOOK_SECRET: '' }, 'Set LASTGOOD_WEBHOOK_SECRET'],
    ['check shop', { LASTGOOD_WEBHOOK_SECRET: '' }, 'Set LASTGOOD_WEBHOOK_SECRET'],
    ['subscribe shop', {}, 'unknown command'],
  ])('%s %j', async (words, environment, complaint) => {
    const { run, subscriptions } = await setUp();
    const { code, stdout, stderr } = await run(words, environment);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(complaint);
    expect(await subscriptions('shop')).toEqual([]);
  });

  test('and how it is meant', async () => {
    const { run } = await setUp();
    for (const verb of ['add', 'list', 'remove', 'check']) {
      const { code, stdout } = await run(`${verb} --help`);
      expect(code).toBe(0);
      expect(stdout).toContain(`npx lastgood webhooks ${verb} `);
    }
  });
});
