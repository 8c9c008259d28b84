import { expect, test } from 'vitest';
import { exitCodes } from '../../lib/cli/context.ts';
import { main } from '../../lib/cli/main.ts';
import { version } from '../../lib/core/version.ts';
import { fakeTerminal } from './fake-terminal.ts';
import { startLastgood } from './lastgood.ts';

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
