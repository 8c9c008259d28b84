import { expect, test } from 'vitest';
import { createLog } from '../../lib/adapters/log.ts';
import { readSettings } from '../../lib/adapters/settings.ts';
import { parseConfiguration } from '../../lib/core/configuration.ts';
import { limits } from '../../lib/core/limits.ts';
import { sweepOnce } from '../../lib/local/one-sweep.ts';
import { startHttp } from '../adapters/probe/origin.ts';

test('apps of more than one shard are all looked at, each of them once', async () => {
  const origin = await startHttp((request, response) => {
    response.end(request.url === '/app-7' ? 'broken' : 'ok');
  });
  const names = Array.from({ length: limits.shardAppsMax + 1 }, (_, index) => `app-${index}`);
  const apps = names.map((name) => `  ${name}: { health: '${origin.url}/${name}' }`);
  const text = `defaults: { checkstring: ok }\nplatformStatus: off\napps:\n${apps.join('\n')}\n`;
  const result = parseConfiguration(text, 'apps.yml', {});
  if (!result.ok) throw new Error(JSON.stringify(result.faults));

  const told: string[] = [];
  const sick: string[] = [];
  await sweepOnce({
    configuration: result.configuration,
    settings: readSettings({}),
    directory: null,
    log: createLog(() => {}),
    tell: ({ name }, outcome) => {
      told.push(name);
      if (outcome.kind === 'looked' && outcome.look.reading.verdict === 'sick') sick.push(name);
    },
  });
  expect(told.toSorted()).toEqual(names.toSorted());
  expect(sick).toEqual(['app-7']);
});
