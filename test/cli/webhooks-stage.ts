/** Two apps at a small Heroku, an apps.yml with both, and the real door of a lastgood behind it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHandler } from '../../functions/webhook.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { createQueue } from '../../lib/adapters/sqs.ts';
import { main } from '../../lib/cli/main.ts';
import { Secret } from '../../lib/core/secret.ts';
import { startSmallHeroku } from '../../lib/local/heroku/small-heroku.ts';
import { testApp } from '../core/fixtures.ts';
import { call } from '../local/heroku/setting.ts';
import { createStage } from '../local/host/stage.ts';
import { fakeTerminal } from './fake-terminal.ts';

/** Which both lastgood and the command are given. */
export const secret = 'the-secret-of-today';

/** All of it, closed when the test ends. */
export async function setUp() {
  const heroku = await startSmallHeroku({ token: 'token', webhookRetryFirstMs: 20 });
  onTestFinished(heroku.close);
  for (const name of ['shop', 'blog']) await heroku.createApp(name);
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-webhooks-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const config = join(directory, 'apps.yml');
  await writeFile(config, 'defaults: { health: /up }\napps: { shop: {}, blog: {} }\n');
  const url = await startDoor();
  const run = async (words: string, environment: Record<string, string> = {}) => {
    const given = {
      HEROKU_API_URL: heroku.apiUrl,
      HEROKU_API_KEY: 'token',
      LASTGOOD_APPS: config,
      LASTGOOD_WEBHOOK_URL: url,
      LASTGOOD_WEBHOOK_SECRET: secret,
    };
    const { context, written } = fakeTerminal({ environment: { ...given, ...environment } });
    const signal = new AbortController().signal;
    const code = await main(['webhooks', ...words.split(' ')], {
      ...context,
      stopSignal: () => signal,
      columns: () => 100,
    });
    return { code, ...written };
  };
  const api = async (line: string, body?: object) => {
    const headers = { authorization: 'Bearer token' };
    const answer = await call(heroku, line, { headers, ...(body && { body }) });
    return answer.body as unknown as Record<string, unknown>[];
  };
  const subscriptions = (app: string) => api(`GET /apps/${app}/webhooks`);
  return { heroku, url, run, api, subscriptions };
}

async function startDoor(): Promise<string> {
  const stage = await createStage();
  onTestFinished(stage.close);
  const { url: queueUrl, aws } = stage.cloud.queue;
  const parts = { log: createLog(stage.log.add), queue: createQueue({ queueUrl, aws }) };
  const secrets = { heroku: [new Secret(secret), new Secret('before')], github: [] };
  const trust = { secrets, apps: [testApp({ name: 'shop' }), testApp({ name: 'blog' })] };
  const host = await stage.start({ webhook: createHandler(async () => ({ ...parts, trust })) });
  return host.webhookUrl;
}
