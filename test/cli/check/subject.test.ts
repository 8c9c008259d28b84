import { describe, expect, test } from 'vitest';
import { stage, variable } from '../check-command.ts';

describe('an app', () => {
  const apps = `
apps:
  shop-eu: { health: /health, contains: '"up"', redirects: 2 }
  other: { health: https://other.example/, headers: { x: '${variable('UNSET')}' } }
`;

  test('is asked on its web_url, with its keys, and the options over them', async () => {
    const { app, configure, check } = await stage();
    await configure(apps);
    const healthy = await check(['shop-eu', '--json']);
    expect(healthy.exitCode).toBe(0);
    expect(JSON.parse(healthy.stdout)).toMatchObject({
      app: 'shop-eu',
      url: `${app.url}/health`,
      expected: 'status 200 and body containing ""up""',
    });
    const sick = await check(['shop-eu', '--contains', 'down']);
    expect(sick.exitCode).toBe(1);
    expect(sick.stdout).toContain('`heroku logs --app shop-eu`');
  });

  test('that Heroku does not know ends with 3 and says why', async () => {
    const { configure, check } = await stage();
    await configure(apps.replace('shop-eu', 'shop-us'));
    const { stderr, exitCode } = await check(['shop-us']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^the address of shop-us is not known: .*404/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  test('without a token, which finds its address, ends with 3', async () => {
    const { configure, check } = await stage();
    await configure(apps);
    const { stderr, exitCode } = await check(['shop-eu'], { HEROKU_API_KEY: '' });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('HEROKU_API_KEY');
  });

  test('that is not in the file is told with those that are', async () => {
    const { appsPath, configure, check } = await stage();
    await configure(apps);
    const { stderr, exitCode } = await check(['shop']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${appsPath} has no app "shop"; it has shop-eu, other\n`);
  });
});

describe('what cannot be asked ends with 2', () => {
  const wrong: [string[], string][] = [
    [['--timeout', '5'], '--timeout: expected a duration'],
    [['--status', 'abc'], '--status: expected a status'],
    [['--status', '200,700'], '--status: expected a status'],
    [['--redirects', '9'], '--redirects: expected a whole number from 0 to 5'],
    [['--checkstring', ''], '--checkstring: expected text'],
    [['--matches', '('], '--matches: expected a regular expression'],
    [['--header', 'token'], '--header: expected a name, a colon and a value'],
    [['--header', `x: ${variable('UNSET')}`], '--header: expected the environment variable UNSET'],
    [['--expect-json', 'db'], '--expect-json: expected path=value'],
    [['--expect-json', 'db..a=1'], '--expect-json: expected path=value'],
  ];
  test.each(wrong)('%j', async (options, message) => {
    const { app, seen, check } = await stage();
    const { stdout, stderr, exitCode } = await check([app.url, ...options]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(seen).toHaveLength(0);
  });

  test('and every fault is told in one go, without the value of a header', async () => {
    const { app, check } = await stage();
    const { stderr } = await check([app.url, '--header', 'hunter2', '--expect-json', 'x']);
    expect(stderr).toContain('--header');
    expect(stderr).toContain('--expect-json');
    expect(stderr).not.toContain('hunter2');
  });

  test('as does what is neither a URL nor an app', async () => {
    const { check } = await stage();
    const { stderr, exitCode } = await check(['localhost:3000/health']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('give a whole URL');
  });

  test('as do a fault of the file and a fault of the environment', async () => {
    const { app, configure, check } = await stage();
    await configure('apps: { shop-eu: { health: /, timeuot: 5s } }');
    const file = await check(['shop-eu']);
    expect(file.exitCode).toBe(2);
    expect(file.stderr).toMatch(/apps\.yml:1:\d+ apps\.shop-eu\.timeuot: .*timeout/);
    const environment = await check([app.url], { HEROKU_API_URL: 'ftp://x' });
    expect(environment.exitCode).toBe(2);
    expect(environment.stderr).toContain('HEROKU_API_URL');
  });
});
