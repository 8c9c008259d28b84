/** A small Heroku with one app, an engineer on the topic, and doors before both. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { parseState, type State } from '../../lib/core/state.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { type Build, shop, sourceOf } from '../../lib/local/drill/apps.ts';
import {
  type SmallHeroku,
  type Source,
  startSmallHeroku,
} from '../../lib/local/heroku/small-heroku.ts';
import { openTable } from '../../lib/local/open-table.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { type Started, spawnLastgood } from '../cli/spawn-lastgood.ts';
import { type Gate, startGate } from './gate.ts';

const token = 'token';

// A probe that a busy machine keeps waiting would be sick, and a release on top of it blameless.
const configuration = (verify: string) => `cadence: { sweep: 4s, watch: 200ms }
defaults: { timeout: 4s, sustained: { failures: 2, for: 500ms }, watch: 4s, verify: ${verify} }
apps:
  ${shop}: { health: /health, checkstring: ok }
platformStatus: off
`;

/** What is stored of the app. */
export type Stored = { readonly state: State | null; readonly outbox: string };

export type Stage = {
  readonly heroku: SmallHeroku;
  readonly herokuGate: Gate;
  readonly topicGate: Gate;
  /** What the engineer got, oldest first. */
  readonly received: readonly ReceivedAlert[];
  untilReceived(kind: string): Promise<void>;
  /** Starts lastgood, with its state where it was; by its clock so much later than it is. */
  start(laterMs?: number): Started;
  /** Reads what is stored, of the one that runs or of one that was killed. */
  stored(): Promise<Stored>;
  close(): Promise<void>;
};

/** Which story it is for. */
export type Staging = {
  /** The app's release command runs for a while. */
  readonly phase?: boolean;
  /** How long a rollback has to prove itself, as apps.yml says it. */
  readonly verify?: string;
};

export async function createStage({ phase = false, verify = '500ms' }: Staging): Promise<Stage> {
  const heroku = await startSmallHeroku({ token, stopGraceMs: 200 });
  await heroku.createApp(shop);
  await heroku.deploy(shop, shopSource({ version: 'shop 1.0' }, phase));
  await heroku.untilWeb(shop, 'up');
  const use = { table: 'not-needed', queueUrl: null, topicArn: null };
  const cloud = await startCloud({ directory: null, use });
  const herokuGate = await startGate(heroku.apiUrl);
  const topicGate = await startGate(cloud.topic.aws.endpoint ?? '');
  const received: ReceivedAlert[] = [];
  const waiting: (() => void)[] = [];
  const subscriber = await startSubscriber({
    topic: cloud.topic,
    clock: systemClock,
    log: createLog(() => {}),
    listener: (alert) => {
      received.push(alert);
      for (const wake of waiting.splice(0)) wake();
    },
  });
  const cwd = await mkdtemp(join(tmpdir(), 'lastgood-kill-'));
  await writeFile(join(cwd, 'apps.yml'), configuration(verify));
  const children: Started[] = [];
  const environment = {
    HEROKU_API_URL: herokuGate.url,
    HEROKU_API_KEY: token,
    LASTGOOD_TOPIC_ARN: cloud.topic.arn,
    AWS_ENDPOINT_URL_SNS: topicGate.url,
    AWS_REGION: cloud.topic.aws.region ?? '',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return {
    heroku,
    herokuGate,
    topicGate,
    received,
    untilReceived: async (kind) => {
      while (!received.some(({ attributes }) => attributes['kind'] === kind)) {
        await new Promise<void>((wake) => waiting.push(wake));
      }
    },
    start: (laterMs = 0) => {
      const started = spawnLastgood(['start', '--config', 'apps.yml', '--json'], {
        cwd,
        environment,
        nodeOptions: laterMs === 0 ? [] : ['--import', clockAhead(laterMs)],
      });
      children.push(started);
      return started;
    },
    stored: () => readStored(join(cwd, '.lastgood')),
    close: async () => {
      for (const { child, ended } of children) {
        child.kill('SIGKILL');
        await ended;
      }
      await Promise.all([herokuGate.close(), topicGate.close(), subscriber.close()]);
      await Promise.all([heroku.close(), cloud.close()]);
      await rm(cwd, { recursive: true });
    },
  };
}

/** A module that puts the clock of a process forward, and leaves how fast it runs alone. */
function clockAhead(ms: number): string {
  const code = `const now = Date.now; Date.now = () => now() + ${ms};`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** The app's code; with a phase, its release command takes a second and a half. */
export function shopSource(build: Build, phase: boolean): Source {
  const source = sourceOf(shop, build);
  if (!phase || !('procfile' in source)) return source;
  const command = 'release: node -e "setTimeout(() => {}, 1500)"\n';
  return { ...source, procfile: `${source.procfile}${command}` };
}

async function readStored(directory: string): Promise<Stored> {
  const table = await openTable({ table: null, directory });
  try {
    const item = await table.store.load(`app#${shop}`);
    return { state: parseState(item?.body ?? ''), outbox: item?.outbox ?? '' };
  } finally {
    await table.close();
  }
}
