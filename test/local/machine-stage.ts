import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { readSettings } from '../../lib/adapters/settings.ts';
import { shop, sourceOf, wrongAnswer } from '../../lib/local/drill/apps.ts';
import { createHeardLog, type LogEntry } from '../../lib/local/heard-log.ts';
import { startSmallHeroku } from '../../lib/local/heroku/small-heroku.ts';
import { startMachine } from '../../lib/local/machine.ts';
import { read } from '../core/configuration/read.ts';
import { collect } from './collect.ts';

export const deployToken = 'the-deploy-token';
export const webhookSecret = 'the-webhook-secret';

/** Sweeps come once a minute: whatever happens sooner was brought about by a door. */
const configuration = `
cadence: { sweep: 1m, watch: 200ms }
defaults:
  { timeout: 4s, sustained: { failures: 2, for: 500ms }, recovered: 1, watch: 4s, verify: 500ms }
apps: { ${shop}: { health: /health, checkstring: ok } }
platformStatus: off`;

/** A small Heroku with a good v3 of shop, and a lastgood on this machine that has found it good. */
export async function startMachineStage() {
  const heroku = await startSmallHeroku({ token: 'token', webhookRetryFirstMs: 50 });
  onTestFinished(heroku.close);
  await heroku.createApp(shop);
  await heroku.deploy(shop, sourceOf(shop, { version: 'shop 1.0' }));
  await heroku.untilWeb(shop, 'up');
  const alerts = collect<string>();
  const log = collect<LogEntry>();
  const machine = await startMachine({
    configuration: read(configuration),
    settings: readSettings({
      HEROKU_API_URL: heroku.apiUrl,
      HEROKU_API_KEY: 'token',
      LASTGOOD_WEBHOOK_SECRET: webhookSecret,
      LASTGOOD_DEPLOY_TOKEN: deployToken,
    }),
    directory: null,
    log: createHeardLog(log.add),
    onAlert: ({ attributes }) => alerts.add(attributes['kind'] ?? ''),
  });
  onTestFinished(machine.close);
  const told = async (kind: string) => {
    while (!alerts.all.includes(kind)) await alerts.count(alerts.all.length + 1);
  };
  await told('release-good');
  return {
    heroku,
    machine,
    told,
    alerts: alerts.all,
    log,
    /** Deploys a release whose health check answers something else; gives its commit. */
    deployBad: async () => {
      const commit = 'bad0'.repeat(10);
      await heroku.deploy(shop, sourceOf(shop, { version: '2', health: wrongAnswer }), { commit });
      return commit;
    },
    descriptions: () => heroku.releases(shop).map(({ description }) => description),
  };
}

/** What Heroku sent, byte for byte. */
export type Delivery = { readonly raw: Buffer; readonly headers: IncomingHttpHeaders };

/** Takes everything in place of lastgood, says yes to it, and keeps it. */
export async function startRecorder() {
  const deliveries = collect<Delivery>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.writeHead(204).end();
    deliveries.add({ raw: Buffer.concat(chunks), headers: request.headers });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, deliveries };
}
