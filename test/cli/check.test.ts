import { describe, expect, test } from 'vitest';
import { refusingUrl, startHttp } from '../adapters/probe/origin.ts';
import { runCommand, stage, variable } from './check-command.ts';

describe('a URL', () => {
  test('that is healthy ends with 0 and shows phases, expectation, answer and verdict', async () => {
    const { app, check } = await stage();
    const { stdout, exitCode } = await check([app.url, '--contains', 'up', '--status', '2xx']);
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/ +\d+\.\d ms/g, ' N ms')).toBe(`${app.url}/

  dns                  -
  connect N ms
  tls                  -
  headers N ms
  body N ms
  total N ms

  expected    status 2xx and body containing "up"
  came        status 200, body "{"db":{"state":"up"}}"

healthy
next: nothing to do
`);
    const ends = stdout.split('\n').filter((line) => line.endsWith(' ms'));
    expect(new Set(ends.map((line) => line.length)).size).toBe(1);
  });

  test('that is sick ends with 1 and says what to do next', async () => {
    const { app, check } = await stage();
    const { stdout, exitCode } = await check([app.url, '--checkstring', 'ok']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '\nsick (body)\nnext: if this answer is right, change what is expected',
    );
  });

  test('that redirects is sick, and the advice is about redirects', async () => {
    const { check } = await stage();
    const moved = await startHttp((_request, response) => {
      response.writeHead(302, { location: '/there' }).end();
    });
    const { stdout, exitCode } = await check([moved.url]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\nsick (status)\nnext: probe the address it leads to; --redirects 3');
  });

  test('that is slow is healthy, and it is said', async () => {
    const { check } = await stage();
    const slow = await startHttp((_request, response) => {
      setTimeout(() => response.end('ok'), 20);
    });
    const { stdout, exitCode } = await check([slow.url, '--within', '1ms']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nhealthy, but slow: \d+\.\d ms is over 1 ms\n/);
  });

  test('is asked with every key of a probe', async () => {
    const { app, seen, check } = await stage();
    const { exitCode } = await check(
      [
        [app.url, '--matches', 'u.', '--lacks', 'down', '--lacks', 'degraded'],
        ['--expect-json', 'db.state=up', '--header', `X-Token: ${variable('TOKEN')}`],
        ['--header', 'x-other: a: b', '--timeout', '2s', '--redirects', '1', '--certificate', '7d'],
      ].flat(),
      { TOKEN: 'hunter2' },
    );
    expect(exitCode).toBe(0);
    expect(seen[0]?.headers).toMatchObject({ 'x-token': 'hunter2', 'x-other': 'a: b' });
  });

  test('that cannot be reached ends with 1 where others answer', async () => {
    const { check } = await stage();
    const { stdout, exitCode } = await check([refusingUrl]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\nsick (connect)\n');
  });

  test('that cannot be reached ends with 3 where nobody else answers either', async () => {
    const { check } = await stage();
    const { stdout, exitCode } = await check([refusingUrl], { HEROKU_API_URL: refusingUrl });
    expect(exitCode).toBe(3);
    expect(stdout).toContain("\nunknown (connect)\nnext: check this machine's network");
  });

  test('is reported as one JSON object, without colour', async () => {
    const { app, check } = await stage();
    const { stdout, exitCode } = await check([app.url, '--json', '--checkstring', 'ok']);
    expect(exitCode).toBe(1);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(JSON.parse(stdout)).toMatchObject({
      app: null,
      verdict: 'sick',
      cause: 'body',
      url: `${app.url}/`,
      expected: 'status 200 and body "ok"',
      status: 200,
      phases: { dnsMs: null, totalMs: expect.any(Number) },
    });
  });
});

test('colour is for a terminal, and not where NO_COLOR is set', async () => {
  const { app, heroku } = await stage();
  const isColoured = async (isTerminal: boolean, variables = {}) => {
    const environment = { HEROKU_API_URL: heroku.url, ...variables };
    const { stdout } = await runCommand([app.url], { isTerminal, environment });
    return stdout.includes('\u001b[');
  };
  expect(await isColoured(true)).toBe(true);
  expect(await isColoured(false)).toBe(false);
  expect(await isColoured(true, { NO_COLOR: '1' })).toBe(false);
});
