import { createHandler as createDeadLetters } from '../../functions/dead-letters.ts';
import { createHandler as createDeploys } from '../../functions/deploys.ts';
import { createHandler as createSweep } from '../../functions/sweep.ts';
import { createHandler as createWatch } from '../../functions/watch.ts';
import { createHandler as createWebhook } from '../../functions/webhook.ts';
import type { Log } from '../adapters/log.ts';
import type { Settings } from '../adapters/settings.ts';
import type { Configuration } from '../core/app.ts';
import type { World } from '../world.ts';
import { type Closing, createClosing } from './closing.ts';
import { type Host, startHost } from './host.ts';
import { freeLeases } from './machine/free-leases.ts';
import { createMachineWorld, readSecrets, type Secrets } from './machine/world.ts';
import { type ReceivedAlert, startSubscriber } from './subscriber.ts';

/** What one machine is made of. */
export type MachineOptions = {
  readonly configuration: Configuration;
  /** Which Heroku, which token, and which of table, queue and topic are real ones. */
  readonly settings: Settings;
  /** Where the embedded cloud keeps its state across restarts; null: in memory. */
  readonly directory: string | null;
  /** Where webhooks are taken; 0: any port that is free. */
  readonly webhookPort?: number;
  /** Where deploys are told of; 0: any port that is free. */
  readonly deploysPort?: number;
  readonly log: Log;
  /** Gets each alert as it came out of the embedded topic; never called for a real one. */
  readonly onAlert: (alert: ReceivedAlert) => void;
};

/** lastgood at work on this machine. */
export type Machine = {
  /** Where webhooks are taken, on loopback only. */
  readonly webhookUrl: string;
  /** Where deploys are told of, on loopback only. */
  readonly deploysUrl: string;
  /** Ends it all: what is under way is finished first, within bounds. */
  close(): Promise<void>;
};

/**
 * One machine instead of AWS: the very handlers of the functions, woken by a schedule, a queue and
 * an HTTP endpoint, on a cloud of which any part may be the real one. Throws a ConfigurationError
 * for what a person has to mend.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const closing = createClosing();
  try {
    const { webhookUrl, deploysUrl } = await startParts(options, closing);
    return { webhookUrl, deploysUrl, close: closing.close };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function startParts(options: MachineOptions, closing: Closing): Promise<Host> {
  const { settings, log, onAlert } = options;
  const secrets = await readSecrets(settings);
  const { world, cloud } = await createMachineWorld(options, secrets, closing);
  const { clock } = world;
  // A real table is shared with others, who may be looking closely this very moment.
  if (settings.table === null) await freeLeases(world);
  if (settings.topicArn === null) {
    const { topic } = cloud;
    closing.add(await startSubscriber({ topic, clock, log, listener: onAlert }));
  }
  const host = await startHost({
    handlers: createHandlers(world, secrets),
    cadence: options.configuration.cadence,
    queue: cloud.queue,
    deadLetterQueue: cloud.deadLetterQueue,
    webhookPort: options.webhookPort ?? 0,
    deploysPort: options.deploysPort ?? 0,
    clock,
    log,
  });
  closing.add(host);
  return host;
}

function createHandlers(world: World, secrets: Secrets) {
  const { log, queue, configuration } = world;
  const trust = { secrets: secrets.webhook, apps: configuration.apps };
  const tokens = secrets.deploys;
  return {
    sweep: createSweep(async () => world),
    watch: createWatch(async () => world),
    deadLetters: createDeadLetters(async () => world),
    webhook: createWebhook(async () => ({ log, queue, trust })),
    deploys: createDeploys(async () => ({ world, trust: { tokens, apps: configuration.apps } })),
  };
}
