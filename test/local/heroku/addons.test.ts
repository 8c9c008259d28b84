// Add-ons come, go and get new credentials: each time that is a release of the code that runs.
import { expect, test } from 'vitest';
import { answering, call, deployTo, startForTest } from './setting.ts';

test('an add-on that is attached, rotated and detached makes three releases', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop', { addonPlanNames: ['heroku-postgresql:mini'] });
  await deployTo(heroku, answering('one'));
  const body = { plan: 'heroku-redis:mini' };
  const attached = await call(heroku, 'POST /apps/shop/addons', { body });
  expect(attached).toMatchObject({
    status: 201,
    body: { name: 'redis-2', plan: { name: body.plan } },
  });
  const config = [{ name: 'REDIS_URL', value: 'redis://new' }];
  await call(heroku, 'PATCH /addons/redis-2/config', { body: { config } });
  const vars = await call(heroku, 'GET /apps/shop/config-vars');
  expect(vars.body).toEqual({ REDIS_URL: 'redis://new' });
  await call(heroku, 'DELETE /apps/shop/addons/redis-2');
  expect((await call(heroku, 'GET /apps/shop/config-vars')).body).toEqual({});
  const made = heroku.releases('shop').slice(3);
  expect(made.map(({ description, userEmail }) => [description, userEmail])).toEqual([
    ['Attach REDIS (@ref:redis-2)', 'robot@example.com'],
    ['Update REDIS by heroku-redis', 'heroku-redis@addons.heroku.com'],
    ['Detach REDIS (@ref:redis-2)', 'robot@example.com'],
  ]);
  expect(made.map(({ addonPlanNames }) => addonPlanNames.length)).toEqual([2, 2, 1]);
  const slugs = heroku
    .releases('shop')
    .slice(2)
    .map(({ slugId }) => slugId);
  expect(new Set(slugs).size).toBe(1);
});

test('a release command does not run for what an add-on makes', async () => {
  const heroku = await startForTest();
  await heroku.createApp('shop', { addonPlanNames: ['heroku-redis:mini'] });
  await deployTo(heroku, answering('one', ['release: [ "$RELEASE_VERSION" != v4 ]']));
  const body = { config: [{ name: 'REDIS_URL', value: 'redis://new' }] };
  await call(heroku, 'PATCH /addons/redis-1/config', { body });
  expect(heroku.releases('shop').at(-1)).toMatchObject({
    status: 'succeeded',
    current: true,
    outputStreamUrl: null,
  });
});

test.each([
  ['a plan that is none', 'POST /apps/shop/addons', { plan: 'No plan!' }, 422],
  ['an add-on that is not there', 'DELETE /apps/shop/addons/redis-9', undefined, 404],
  ['the config of one that is not there', 'PATCH /addons/redis-9/config', { config: [] }, 404],
  ['config that is none', 'PATCH /addons/postgresql-1/config', { config: 'x' }, 422],
])('%s is refused, and makes no release', async (_, line, body, status) => {
  const heroku = await startForTest();
  await heroku.createApp('shop', { addonPlanNames: ['heroku-postgresql:mini'] });
  const answer = await call(heroku, line, body === undefined ? {} : { body });
  expect(answer.status).toBe(status);
  expect(heroku.releases('shop')).toHaveLength(2);
});
