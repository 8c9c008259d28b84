/** Every command names all that is wrong with its words at once, and where its own help is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../../lib/cli/context.ts';
import { main } from '../../lib/cli/main.ts';
import { fakeTerminal } from './fake-terminal.ts';

const directory = await mkdtemp(join(tmpdir(), 'lastgood-faults-'));
const config = join(directory, 'apps.yml');

beforeAll(() => writeFile(config, 'apps: { shop: { health: /health } }\n'));
afterAll(() => rm(directory, { recursive: true }));

async function run(words: readonly string[]) {
  const { context, written } = fakeTerminal();
  const stopSignal = () => new AbortController().signal;
  const environment = { LASTGOOD_APPS: config };
  const given = { ...context, environment, stopSignal, columns: () => 80 };
  return { status: await main(words, given), ...written };
}

const cases: readonly (readonly [words: string, faults: readonly string[]])[] = [
  ['start --webhook-port x --deploys-port 70000', ['--webhook-port: ', '--deploys-port: ']],
  ['start --onse --config', ["unknown option '--onse'", "'--config <file>' argument missing"]],
  ['drill --onse --jsn', ["unknown option '--onse'", "unknown option '--jsn'"]],
  ['check https://x.example/ --header a --within soon', ['--header: ', '--within: ']],
  ['check nope --header a --within soon', ['--header: ', 'has no app "nope"']],
  ['check --header a --expect-json b', ["argument 'URL|APP'", '--header: ', '--expect-json: ']],
  [
    'verify shop --health /health --delay abc --release four --timeout 0s --header a --status x',
    [
      '--release: Expected a release such as v29; came four\n',
      '--timeout: Expected a duration such as 20m, at most 6 h; came 0s\n',
      "--header: expected a name, a colon and a value; write --header 'name: value'\n",
      '--status: expected a status from 200 to 599',
      '--delay: expected a duration with its unit',
      'HEROKU_API_KEY: ',
    ],
  ],
  ['verify --release four --note', ["argument 'APP'", '--release: ', '--note: ', '--health: ']],
  ['verify shop --delay abc', ['--health: give the path', '--delay: ']],
  [
    'verify shop --via ftp://x --note',
    ['--via: that', '--note: --baseline FILE', '--via: expected'],
  ],
  ['validate --jsn --fiel', ["unknown option '--jsn'", "unknown option '--fiel'"]],
  ['explain shop --release x --last y', ['--release: ', '--last: ']],
  ['explain --last y', ["argument 'APP'", '--last: ']],
  ['pause --for 90', ['--for: ', 'Name one app, or say --all']],
  ['pause nope --for 90', ['--for: ', 'has no app "nope"; it has shop']],
  ['resume nope --all', ['Name one app, or say --all', 'has no app "nope"']],
  ['webhooks add nope --url ftp://x', ['has no app "nope"', '--url: ', 'LASTGOOD_WEBHOOK_SECRET']],
  ['webhooks list nope nada', ['has no app "nope"', 'has no app "nada"']],
  ['webhooks remove', ['Name apps, or say --all', "Name lastgood's door by --url"]],
  ['webhooks check shop', ["Name lastgood's door by --url", 'LASTGOOD_WEBHOOK_SECRET']],
  ['alert --tset --jsn', ["unknown option '--tset'", "unknown option '--jsn'"]],
];

test.each(cases)('%s', async (line, faults) => {
  const words = line.split(' ');
  const { status, stdout, stderr } = await run(words);
  for (const fault of faults) expect(stderr).toContain(fault);
  expect(status).toBe(exitCodes.usage);
  expect(stdout).toBe('');
  const command = words.slice(0, words[0] === 'webhooks' ? 2 : 1).join(' ');
  expect(stderr).toMatch(new RegExp(`\nSee how it is meant: npx lastgood ${command} --help\n$`));
});

test('no command is left out', async () => {
  const names = (help: string) => [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  const program = names((await run(['--help'])).stdout);
  const verbs = names((await run(['webhooks', '--help'])).stdout);
  const all = [...program.filter((name) => name !== 'webhooks' && name !== 'npx')];
  const heads = new Set(cases.map(([line]) => line.split(' ')[0]));
  const seconds = new Set(cases.map(([line]) => line.split(' ')[1]));
  expect(all.length).toBeGreaterThan(8);
  expect(all.filter((name) => !heads.has(name ?? ''))).toEqual([]);
  const wanted = verbs.filter((name) => name !== 'npx');
  expect(wanted).toEqual(['add', 'list', 'remove', 'check']);
  expect(wanted.filter((name) => !seconds.has(name ?? ''))).toEqual([]);
});
