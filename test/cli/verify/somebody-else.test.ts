/** `lastgood verify` never touches what somebody else has put in the release's place. */
import { describe, expect, test } from 'vitest';
import { shop, sourceOf, stage, wrongAnswer } from './stage.ts';

const good = (version: string) => sourceOf(shop, { version });
const sick = () => sourceOf(shop, { version: 'shop 2.0', health: wrongAnswer });

describe('somebody else', () => {
  test('who deploys meanwhile ends it without a verdict, and nothing is touched: 3', async () => {
    const { heroku, deploy, verify, configure } = await stage();
    // Nobody is slower to deploy than the row is long.
    await configure({ sustained: '{ failures: 2, for: 5s }', watch: '6s' });
    await deploy(sick());
    const act = () => heroku.deploy(shop, good('shop 3.0'), { user: 'anna@example.com' });
    const { code, stdout } = await verify([], { when: { text: 'sees     sick', act } });
    expect(stdout).toMatch(
      /end {6}v5 by anna@example.com \("Deploy \w+"\) has taken the place of v4/,
    );
    expect(code).toBe(3);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });

  test('who deployed before it began, too', async () => {
    const { heroku, deployGood, verify } = await stage();
    await deployGood('shop 2.0');
    await deployGood('shop 3.0');
    const { code, stdout } = await verify(['--release', 'v4']);
    expect(stdout).toContain('v5');
    expect(stdout).toContain('has taken its place already');
    expect(code).toBe(3);
    expect(heroku.rollbackCalls(shop)).toBe(0);
  });
});
