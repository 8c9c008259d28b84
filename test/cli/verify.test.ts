/** `lastgood verify` against the small Heroku: real releases, real dynos, real rollbacks. */
import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { answering } from './verify/apps.ts';
import { ledgerOf, shop, sourceOf, stage, wrongAnswer } from './verify/stage.ts';

const sick = (version = 'shop 2.0') => sourceOf(shop, { version, health: wrongAnswer });
const good = (version: string) => sourceOf(shop, { version });

describe('a new release', () => {
  test('that is healthy is good: 0, and nothing is touched', async () => {
    const { heroku, deployGood, verify } = await stage();
    await deployGood('shop 2.0');
    const { code, stdout, stderr } = await verify();
    expect(stderr).toBe('');
    expect(stdout).toContain('end      v4 was watched and found healthy');
    expect(code).toBe(0);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('that stays sick is rolled back once to what was noted healthy, and verified: 1', async () => {
    const made = await stage();
    const { heroku, deploy, verify, file, read } = made;
    const noted = await verify(['--baseline', file('before.json'), '--note']);
    expect(noted.stdout).toContain('end      v3 runs and is healthy (status 200, body "ok"), as ');
    expect(noted.code).toBe(0);
    expect(JSON.parse(await read('before.json'))).toMatchObject({ app: shop, health: 'healthy' });
    await deploy(sick());
    const { code, stdout, stderr } = await verify(['--baseline', file('before.json')]);
    expect(stderr).toBe('');
    expect(stdout).toContain('v3 before it was seen healthy');
    expect(stdout).toContain('asked Heroku to roll v4 back to v3: accepted');
    expect(stdout).toContain('last release that lastgood saw healthy');
    expect(stdout).toMatch(/end {6}v4 failed .*; v5 rolled it back to v3, which was seen/);
    expect(stdout).not.toContain('nobody saw');
    expect(code).toBe(1);
    expect(heroku.rollbackCalls(shop)).toBe(1);
    expect(ledgerOf(made).at(-1)).toBe('v5 Rollback to v3 succeeded');
  });

  test('without a baseline goes back to what was current before, and says that nobody saw it', async () => {
    const made = await stage();
    await made.deploy(sick());
    const { code, stdout } = await made.verify();
    expect(stdout).toContain('v3 was current before it, and nobody saw that one healthy');
    expect(stdout.replace(/\n +│ +/g, ' ')).toContain(
      'v3 is the release that was current before; nobody saw it healthy.',
    );
    expect(code).toBe(1);
    expect(ledgerOf(made).at(-1)).toBe('v5 Rollback to v3 succeeded');
  });

  test('whose dynos crash is not waited for', async () => {
    const { heroku, verify } = await stage();
    await heroku.deploy(shop, sourceOf(shop, { version: 'shop 2.0', command: 'node sever.js' }));
    const { code, stdout } = await verify();
    expect(stdout).toContain('Dynos: web.1 crashed on v4');
    expect(code).toBe(1);
  });

  test('that came to a sick app is not blamed: 4, and nothing is touched', async () => {
    const { heroku, deploy, verify, file } = await stage();
    await deploy(sick());
    const noted = await verify(['--baseline', file('before.json'), '--note']);
    expect(noted.stdout).toContain('v4 runs and is sick');
    expect(noted.stdout).toContain('what is released now cannot be blamed for that');
    expect(noted.code).toBe(0);
    await deploy(sick('shop 3.0'));
    const { code, stdout } = await verify(['--baseline', file('before.json')]);
    expect(stdout).toContain('v5 is failing and cannot be blamed, so it is NOT rolled back');
    expect(code).toBe(4);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('with nothing to go back to is held with the reason: 4', async () => {
    const { verify, heroku, deploy } = await stage();
    await deploy(sick());
    heroku.expire(shop, 3);
    const { code, stdout } = await verify();
    expect(stdout).toMatch(/v4 is failing and is NOT rolled back; .*in the way \[target\]: /);
    expect(stdout).toContain('v3 is expired at Heroku');
    expect(code).toBe(4);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('with a rollback that people want to make themselves is held: 4', async () => {
    const { verify, heroku, deploy, configure } = await stage();
    await configure({ rollback: 'ask' });
    await deploy(sick());
    const { code, stdout } = await verify();
    expect(stdout).toMatch(/v4 is failing and is NOT rolled back; .*in the way \[mode\]: /);
    expect(stdout).toContain('heroku rollback v3 -a shop');
    expect(code).toBe(4);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('that fails in its release command says what else came with it: 4', async () => {
    const { heroku, verify, file } = await stage();
    const baseline = ['--baseline', file('before.json')];
    await verify([...baseline, '--note']);
    heroku.setConfig(shop, { GREETING: 'new' });
    await heroku.deploy(shop, answering(200, 'ok', ['release: exit 1']));
    const { code, stdout } = await verify(baseline);
    expect(stdout).toContain('v5 failed in its release command and never went live; v4 still runs');
    expect(stdout).toContain('v4 ("Set GREETING config vars") came with it, and was not verified');
    expect(code).toBe(4);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('that the rollback does not mend is for people: 4, and nothing is tried again', async () => {
    const { heroku, deploy, verify } = await stage();
    await deploy(answering(200, wrongAnswer));
    await deploy(answering(200, wrongAnswer));
    const { code, stdout } = await verify();
    expect(stdout).toMatch(/v5 failed .*; v6 rolled it back to v4; v6 was not seen healthy/);
    expect(code).toBe(4);
    expect(heroku.rollbackCalls(shop)).toBe(1);
  });
});

test.each([
  ['another version', 'shop 2.0', false],
  ['the same version as before', 'shop 1.0', true],
])('a good deploy that shows %s is told apart', async (_name, version, isTold) => {
  const { configure, deployGood, verify, file } = await stage();
  await configure({ version: '/version' });
  const baseline = ['--baseline', file('before.json')];
  await verify([...baseline, '--note']);
  await deployGood(version);
  const { code, stdout } = await verify([...baseline, '--json']);
  expect(stdout.includes('"kind":"version-unchanged"')).toBe(isTold);
  expect(code).toBe(0);
});

describe('waiting', () => {
  test('for a release command to end, the old release is seen meanwhile', async () => {
    const { heroku, verify, file } = await stage();
    const wait = `until [ -f ${file('old-was-seen')} ]; do sleep 0.02; done`;
    await heroku.deploy(shop, answering(200, 'ok', [`release: ${wait}`]));
    const act = () => writeFile(file('old-was-seen'), '');
    const { code, stdout } = await verify([], { when: { text: 'decides  the check passes', act } });
    expect(stdout).toContain('v3 before it was seen healthy');
    expect(stdout).toContain('v4 was watched and found healthy');
    expect(code).toBe(0);
  });

  test.each([
    ['a version', () => ['--release', 'v4'], {}],
    ['a commit', () => ['--commit', '1234567'], { commit: `1234567${'8'.repeat(33)}` }],
  ])('for %s, and for nothing else', async (_name, words, about) => {
    const { heroku, verify } = await stage();
    const run = verify(words(), {
      when: {
        text: 'status 200',
        act: () => heroku.deploy(shop, good('shop 2.0'), about),
      },
    });
    const { code, stdout } = await run;
    expect(stdout).toContain('v4 was watched and found healthy');
    expect(code).toBe(0);
  });

  test('ends when nothing comes in time: 3', async () => {
    const { verify } = await stage();
    const { code, stdout } = await verify(['--release', 'v9', '--timeout', '1500ms']);
    expect(stdout).toContain('end      v9 is not there yet; the newest release is v3');
    expect(code).toBe(3);
  });

  test('ends at once when Heroku refuses the token: 3, and says what to do', async () => {
    const { verify } = await stage();
    const { code, stdout } = await verify([], { environment: { HEROKU_API_KEY: 'another-one' } });
    expect(stdout).toContain('answered 401');
    expect(stdout).toContain('heroku authorizations:create');
    expect(code).toBe(3);
  });
});
