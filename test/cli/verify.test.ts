/** `lastgood verify` against the small Heroku: real releases, real dynos, real rollbacks. */
import { expect, test } from 'vitest';
import { shop, sourceOf, stage, wrongAnswer } from './verify/stage.ts';

const sick = (version: string) => sourceOf(shop, { version, health: wrongAnswer });

test('a good release is good: 0, and nothing is touched', async () => {
  const { heroku, deployGood, verify } = await stage();
  await deployGood('shop 2.0');
  const { code, stdout, stderr } = await verify();
  console.log(stdout, stderr);
  expect(stderr).toBe('');
  expect(stdout).toContain('the release is good: v4 is good');
  expect(code).toBe(0);
  expect(heroku.rollbackCalls(shop)).toBe(0);
});

test('a sick release is rolled back to what was noted before: 1', async () => {
  const { heroku, deploy, verify, file, read } = await stage();
  const noted = await verify(['--baseline', file('before.json'), '--note']);
  console.log(noted.stdout, noted.stderr);
  expect(noted.code).toBe(0);
  console.log(await read('before.json'));
  await deploy(sick('shop 2.0'));
  const { code, stdout, stderr } = await verify(['--baseline', file('before.json')]);
  console.log(stdout, stderr);
  expect(code).toBe(1);
  expect(heroku.rollbackCalls(shop)).toBe(1);
});
