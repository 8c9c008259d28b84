import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../lib/cli/context.ts';
import { main } from '../../lib/cli/main.ts';
import { version } from '../../lib/core/version.ts';
import { fakeTerminal } from './fake-terminal.ts';
import { startLastgood } from './lastgood.ts';

const launcher = resolve(import.meta.dirname, '../../bin/lastgood.js');

async function run(words: readonly string[]) {
  const { context, written } = fakeTerminal();
  const stopSignal = () => new AbortController().signal;
  const status = await main(words, { ...context, stopSignal, columns: () => 80 });
  return { status, ...written };
}

test('help names every command with an example', async () => {
  const { status, stdout, stderr } = await run(['--help']);
  expect(status).toBe(exitCodes.done);
  expect(stderr).toBe('');
  for (const command of ['start', 'drill', 'check', 'verify', 'validate']) {
    expect(stdout).toContain(`npx lastgood ${command}`);
  }
});

test.each([
  ['start'],
  ['drill'],
  ['check'],
  ['verify'],
  ['validate'],
  ['explain'],
  ['pause'],
  ['resume'],
  ['webhooks', 'add'],
  ['webhooks', 'list'],
  ['webhooks', 'remove'],
  ['webhooks', 'check'],
  ['alert'],
])(
  'the help of %s %s has an example, its exit statuses and defaults with a unit',
  async (...words) => {
    const { status, stdout } = await run([...words, '--help']);
    expect(status).toBe(exitCodes.done);
    expect(stdout).toContain(`  npx lastgood ${words.join(' ')}`);
    expect(stdout).toContain('Exit status: 0 ');
    expect(stdout).toContain('2 usage');
    expect(stdout).not.toMatch(/default: \d{2,}\)/);
  },
);

test('the version is the one of the package', async () => {
  expect(await run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  [['strat'], "error: unknown command 'strat'\n(Did you mean start?)", ''],
  [['drill', '--onse'], "error: unknown option '--onse'\n(Did you mean --once?)", ' drill'],
  [['start', 'apps.yml'], "error: too many arguments for 'start'", ' start'],
  [['start', '--webhook-port', '99999'], 'expected a number from 0 to 65535', ' start'],
  [['start', '--deploys-port', 'x'], 'expected a number from 0 to 65535', ' start'],
  [['start', '--config'], 'argument missing', ' start'],
])('%j is a usage error that says what to do', async (words, message, command) => {
  const { status, stdout, stderr } = await run(words);
  expect(status).toBe(exitCodes.usage);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain(`See how it is meant: npx lastgood${command} --help\n`);
});

test('without words it shows the help, and that is a usage error', async () => {
  const { status, stderr } = await run([]);
  expect(status).toBe(exitCodes.usage);
  expect(stderr).toContain('Usage: lastgood');
});

test('a Node that runs no TypeScript hands over to the pinned one, status and all', async () => {
  const started = startLastgood(['drill', '--onse'], {
    nodeOptions: ['--no-experimental-strip-types'],
  });
  const { code } = await started.ended;
  expect(started.stderr.join('\n')).toContain("unknown option '--onse'");
  expect(code).toBe(exitCodes.usage);
});

test('output that cannot be written is said', async () => {
  const readOnly = openSync(launcher, 'r');
  onTestFinished(() => closeSync(readOnly));
  const stdio = ['ignore', readOnly, 'pipe'] as const;
  const child = spawn(process.execPath, [launcher, '--help'], { stdio: [...stdio] });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  expect(said).toBe('What was told could not be written to standard output (EBADF).\n');
  expect(code).toBe(exitCodes.done);
});

test('a disk that is full ends it with a word on what to do', async () => {
  // It throws once somebody is there to hear of it.
  const thrower = `process.on('newListener', (name) => {
    if (name !== 'uncaughtException') return;
    setTimeout(() => { throw new Error('a.log: No space left on device') });
  })`;
  const started = startLastgood(['drill'], {
    nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(thrower)}`],
  });
  const { code } = await started.ended;
  expect(started.stderr.at(-1)).toBe(
    'The disk is full: make room and start it again; nothing runs until then.',
  );
  expect(code).toBe(3);
});
