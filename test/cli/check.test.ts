import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCheckCommand } from '../../lib/cli/check.ts';
import { type Origin, startHttp } from '../adapters/probe/origin.ts';
import { fakeTerminal } from './fake-terminal.ts';

let app: Origin;
let seen: IncomingMessage[];
let heroku: Origin;
let directory: string;

beforeEach(async () => {
  seen = [];
  app = await startHttp((request, response) => {
    seen.push(request);
    response.end('{"db":{"state":"up"}}');
  });
  heroku = await startHttp((request, response) => {
    const isKnown = request.url === '/apps/shop-eu';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    const web_url = `${app.url}/`;
    response.end(
      JSON.stringify(
        isKnown
          ? { id: '1', name: 'shop-eu', web_url, maintenance: false }
          : { id: 'not_found', message: "Couldn't find that app." },
      ),
    );
  });
  directory = await mkdtemp(join(tmpdir(), 'lastgood-check-'));
});

afterEach(() => rm(directory, { recursive: true }));

describe('a URL', () => {
  test('that is healthy ends with 0 and shows phases, expectation, answer and verdict', async () => {
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
    const { stdout, exitCode } = await check([app.url, '--checkstring', 'ok']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '\nsick (body)\nnext: if this answer is right, change what is expected',
    );
  });

  test('that is slow is healthy, and it is said', async () => {
    const slow = await startHttp((_request, response) => {
      setTimeout(() => response.end('ok'), 20);
    });
    const { stdout, exitCode } = await check([slow.url, '--within', '1ms']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nhealthy, but slow: \d+\.\d ms is over 1 ms\n/);
  });

  test('is asked with every key of a probe', async () => {
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
    await app.close();
    const { stdout, exitCode } = await check([app.url]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('\nsick (connect)\n');
  });

  test('that cannot be reached ends with 3 where nobody else answers either', async () => {
    await app.close();
    await heroku.close();
    const { stdout, exitCode } = await check([app.url]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("\nunknown (connect)\nnext: check this machine's network");
  });

  test('is reported as one JSON object, without colour', async () => {
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

describe('an app', () => {
  const apps = `
apps:
  shop-eu: { health: /health, contains: '"up"', redirects: 2 }
  other: { health: https://other.example/, headers: { x: '\${env:UNSET}' } }
`;

  test('is asked on its web_url, with its keys, and the options over them', async () => {
    await writeFile(join(directory, 'apps.yml'), apps);
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
    await writeFile(join(directory, 'apps.yml'), apps.replace('shop-eu', 'shop-us'));
    const { stderr, exitCode } = await check(['shop-us']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^the address of shop-us is not known: .*404/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  test('without a token, which finds its address, ends with 3', async () => {
    await writeFile(join(directory, 'apps.yml'), apps);
    const { stderr, exitCode } = await check(['shop-eu'], { HEROKU_API_KEY: '' });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('HEROKU_API_KEY');
  });

  test('that is not in the file is told with those that are', async () => {
    await writeFile(join(directory, 'apps.yml'), apps);
    const { stderr, exitCode } = await check(['shop']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `${join(directory, 'apps.yml')} has no app "shop"; it has shop-eu, other\n`,
    );
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
    const { stdout, stderr, exitCode } = await check([app.url, ...options]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(seen).toHaveLength(0);
  });

  test('and every fault is told in one go, without the value of a header', async () => {
    const { stderr } = await check([app.url, '--header', 'hunter2', '--expect-json', 'x']);
    expect(stderr).toContain('--header');
    expect(stderr).toContain('--expect-json');
    expect(stderr).not.toContain('hunter2');
  });

  test('as does what is neither a URL nor an app', async () => {
    const { stderr, exitCode } = await check(['localhost:3000/health']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('give a whole URL');
  });

  test('as do a fault of the file and a fault of the environment', async () => {
    await writeFile(join(directory, 'apps.yml'), 'apps: { shop-eu: { health: /, timeuot: 5s } }');
    const file = await check(['shop-eu']);
    expect(file.exitCode).toBe(2);
    expect(file.stderr).toMatch(/apps\.yml:1:\d+ apps\.shop-eu\.timeuot: .*timeout/);
    const environment = await check([app.url], { HEROKU_API_URL: 'ftp://x' });
    expect(environment.exitCode).toBe(2);
    expect(environment.stderr).toContain('HEROKU_API_URL');
  });
});

test('colour is for a terminal, and not where NO_COLOR is set', async () => {
  const run = async (isTerminal: boolean, environment = {}) => {
    const { context, written } = fakeTerminal({
      isTerminal,
      environment: { HEROKU_API_URL: heroku.url, ...environment },
    });
    await program(context).parseAsync(['check', app.url], { from: 'user' });
    return written.stdout.includes('\u001b[');
  };
  expect(await run(true)).toBe(true);
  expect(await run(false)).toBe(false);
  expect(await run(true, { NO_COLOR: '1' })).toBe(false);
});

/** As somebody writes it in a shell or in apps.yml. */
function variable(name: string): string {
  return `\${env:${name}}`;
}

async function check(words: readonly string[], environment: Record<string, string> = {}) {
  const terminal = fakeTerminal({
    environment: {
      HEROKU_API_URL: heroku.url,
      HEROKU_API_KEY: 'token',
      LASTGOOD_APPS: join(directory, 'apps.yml'),
      ...environment,
    },
  });
  await program(terminal.context).parseAsync(['check', ...words], { from: 'user' });
  return { ...terminal.written, exitCode: terminal.exitCode };
}

function program(context: Parameters<typeof addCheckCommand>[1]): Command {
  const lastgood = new Command('lastgood').exitOverride();
  addCheckCommand(lastgood, context);
  return lastgood;
}
