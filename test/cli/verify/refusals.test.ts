/** What `lastgood verify` refuses before it asks anybody anything. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { stage, token } from './stage.ts';

describe('what cannot be meant is refused with status 2, and nothing is asked of anybody', () => {
  test.each([
    [[], '--health: give the path or URL to probe, or --config'],
    [['--health', '/health', '--delay', 'abc'], '--delay: expected'],
    [['--health', 'health'], '--health: expected'],
    [['--health', '/health', '--checkstring', ''], '--checkstring: expected'],
    [['--health', '/health', '--timeout', '0s'], 'Expected a duration such as 20m'],
    [['--health', '/health', '--release', 'four'], 'Expected a release such as v29'],
    [['--health', '/health', '--commit', 'main'], 'Expected a commit'],
    [['--health', '/health', '--note'], '--note: --baseline FILE is missing'],
    [['--health', '/health', '--baseline', '/nowhere/b.json'], 'write it before the deploy'],
    [['--config', '/nowhere/apps.yml'], 'cannot be read'],
    [['--via', 'https://x.example', '--health', '/health'], 'leave out --health'],
  ])('%j', async (words, message) => {
    const { verifyBare } = await stage();
    const { code, stdout, stderr } = await verifyBare(words);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('no token, with how to make one', async () => {
    const { verify } = await stage();
    const { code, stderr } = await verify([], { environment: { HEROKU_API_KEY: '' } });
    expect(stderr).toContain('heroku authorizations:create -d lastgood -s read,write-protected');
    expect(code).toBe(2);
  });

  test('a baseline of another check, of another app, of long ago, or of the release itself', async () => {
    const { verify, file, configure, read } = await stage();
    const words = ['--baseline', file('before.json')];
    await verify([...words, '--note']);
    const same = await verify([...words, '--release', 'v3']);
    expect(same.stderr).toContain('v3 is not newer than v3, which ran before the deploy');
    await configure({ checkstring: 'fine' });
    const another = await verify(words);
    expect(another.stderr).toContain('it was noted with another health check');
    await configure();
    const late = { ...systemClock, now: () => Date.now() + 7 * 3_600_000 };
    const old = await verify(words, { context: { clock: late } });
    expect(old.stderr).toContain('note it anew before each deploy');
    expect([same.code, another.code, old.code]).toEqual([2, 2, 2]);
    expect(await read('before.json')).not.toContain(token);
  });
});

test('what Heroku refuses for good ends the noting before anything is looked at', async () => {
  const { verify, file } = await stage();
  const environment = { HEROKU_API_KEY: 'HRKU-revoked' };
  const { code, stdout } = await verify(['--baseline', file('b.json'), '--note'], { environment });
  expect(stdout).toContain('nothing was noted: GET /apps/shop/releases answered 401');
  expect(stdout).toContain('make a new token');
  expect(stdout).not.toContain('  sees  ');
  expect(code).toBe(3);
});
