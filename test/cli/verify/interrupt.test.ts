/** Ctrl-C on the command as a user starts it: a process of its own that ends at once. */
import { expect, test } from 'vitest';
import { parse, startLastgood } from '../lastgood.ts';
import { answering } from './apps.ts';
import { type Stage, shop, stage, token, wrongAnswer } from './stage.ts';

function start({ heroku, config }: Stage, ...words: readonly string[]) {
  const environment = { HEROKU_API_URL: heroku.apiUrl, HEROKU_API_KEY: token };
  return startLastgood(['verify', shop, '--config', config, '--json', ...words], { environment });
}

test('while it watches: 130, and it says what stands', async () => {
  const made = await stage();
  await made.configure({ watch: '10m' });
  await made.deployGood('shop 2.0');
  const started = start(made);
  await started.until(({ part }) => part === 'sees');
  started.child.kill('SIGINT');
  expect(await started.ended).toEqual({ code: 130, signal: null });
  expect(started.stdout.at(-1)).toMatch(/v4 (boots|is watched .*); nothing was rolled back/);
  expect(made.heroku.rollbackCalls(shop)).toBe(0);
});

test('once the rollback is sent: 130, and it says that it was', async () => {
  const made = await stage();
  await made.configure({ verify: '10m' });
  await made.deploy(answering(200, wrongAnswer));
  const started = start(made);
  await started.until(({ kind }) => kind === 'rollback-current');
  started.child.kill('SIGTERM');
  expect(await started.ended).toEqual({ code: 130, signal: null });
  expect(started.stdout.at(-1)).toContain(
    'v4 failed its health check; it was rolled back to v3, which is live and not proven yet',
  );
  expect(made.heroku.rollbackCalls(shop)).toBe(1);
});

test('while it notes: 130, and it says that nothing was', async () => {
  const made = await stage();
  await made.configure({ recovered: '1000' });
  const started = start(made, '--note', '--baseline', made.file('before.json'));
  await started.until(({ part }) => part === 'sees');
  started.child.kill('SIGINT');
  expect(await started.ended).toEqual({ code: 130, signal: null });
  expect(parse(started.stdout.at(-1) ?? '')).toMatchObject({
    part: 'end',
    text: 'stopped: nothing was noted, and nothing is changed',
  });
  await expect(made.read('before.json')).rejects.toThrow('ENOENT');
});
