import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSmallHeroku } from '../../../lib/local/heroku/small-heroku.ts';

const here = dirname(fileURLToPath(import.meta.url));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('close ends every process, port and file, with release commands and stubborn ones among them', async () => {
  const heroku = await startSmallHeroku();
  const pids: number[] = [];
  heroku.on('log', ({ line }) => {
    const pid = /pid (\d+)$/.exec(line)?.[1];
    if (pid) pids.push(Number(pid));
  });
  const stubborn = `trap '' TERM; echo pid $$; while true; do sleep 1; done`;
  for (const name of ['shop', 'bank']) {
    const told = heroku.until('log', ({ line }) => /pid \d+$/.test(line));
    await heroku.createApp(name);
    const line = name === 'shop' ? `web: ${stubborn}` : `release: ${stubborn}`;
    await heroku.deploy(name, { files: {}, procfile: line });
    await told;
  }
  const url = heroku.appUrl('shop');
  expect(pids).toHaveLength(2);
  expect(pids.every(isAlive)).toBe(true);
  await heroku.close();
  expect(pids.some(isAlive)).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
  await expect(fetch(heroku.apiUrl)).rejects.toThrow();
});

test('close removes the files of every slug', async () => {
  const heroku = await startSmallHeroku();
  await heroku.createApp('shop');
  const told = heroku.until('log', ({ line }) => line.includes('app[web.1]: home='));
  await heroku.deploy('shop', { files: {}, procfile: 'web: echo home=$(echo $HOME | cut -c2-)' });
  // The log says /app where the code lies, as at Heroku; without its slash it says where that is.
  const home = `/${(await told).line.split('home=')[1] ?? ''}`;
  expect(existsSync(home)).toBe(true);
  await heroku.close();
  expect(existsSync(home)).toBe(false);
});

test('dynos end even when the process of the small Heroku is killed and cannot tidy up', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'orphans-'));
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(here, 'fixtures/host.ts')], {
    env: { TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk)));
  });
  const pids: number[] = JSON.parse(text);
  expect(pids).toHaveLength(2);
  expect(pids.every(isAlive)).toBe(true);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.some(isAlive)).toBe(false), { interval: 10, timeout: 20_000 });
});
