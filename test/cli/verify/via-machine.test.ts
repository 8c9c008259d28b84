/** `lastgood verify --via`, asked of a real lastgood on this machine, by its own door. */
import { expect, test } from 'vitest';
import { shop, sourceOf } from '../../../lib/local/drill/apps.ts';
import { deployToken, startMachineStage } from '../../local/machine-stage.ts';
import { run } from './stage.ts';

const ask = (via: string, words: readonly string[] = [], token = deployToken) =>
  run(['verify', shop, '--via', via, ...words], { environment: { LASTGOOD_DEPLOY_TOKEN: token } });

test('it waits for the verdict of the lastgood that watches the app', {
  timeout: 60_000,
}, async () => {
  const { heroku, machine, deployBad, descriptions } = await startMachineStage();
  const commit = await deployBad();
  const bad = await ask(machine.deploysUrl, ['--commit', commit]);
  expect(bad.stdout).toMatch(/end {6}v4 failed its health check; v5 rolled it back to v3/);
  expect(bad).toMatchObject({ code: 1, stderr: '' });
  expect(descriptions().at(-1)).toBe('Rollback to v3');

  const next = 'c0ffee0'.padEnd(40, '0');
  await heroku.deploy(shop, sourceOf(shop, { version: 'shop 3.0' }), { commit: next });
  const good = await ask(machine.deploysUrl, ['--commit', next.slice(0, 7)]);
  expect(good.stdout).toContain('end      v6 was watched and found healthy');
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(heroku.rollbackCalls(shop)).toBe(1);
});

test('what its door refuses is said in its own words', { timeout: 60_000 }, async () => {
  const { machine } = await startMachineStage();
  const stranger = await ask(machine.deploysUrl, [], 'somebody-elses-token');
  expect(stranger.stderr).toContain('check LASTGOOD_DEPLOY_TOKEN');
  expect(stranger.code).toBe(2);
  const unknown = await run(['verify', 'blog', '--via', machine.deploysUrl], {
    environment: { LASTGOOD_DEPLOY_TOKEN: deployToken },
  });
  expect(unknown.stderr).toContain('apps.yml names no app "blog" (expected shop)');
  expect(unknown.code).toBe(2);
});
