/**
 * The real `reconcile`, played again from what it was answered before: so a look can be stopped at
 * every call that it makes, and gone on with in as many ways as there are answers.
 */
import { createHash } from 'node:crypto';
import type { Item, Store } from '../../lib/adapters/dynamodb.ts';
import type { Heroku } from '../../lib/adapters/heroku.ts';
import type { App, Configuration } from '../../lib/core/app.ts';
import { limits } from '../../lib/core/limits.ts';
import type { ProbeOutcome } from '../../lib/core/reading.ts';
import { reconcile } from '../../lib/reconcile.ts';
import type { World } from '../../lib/world.ts';
import { noPause } from '../core/fixtures.ts';
import type { Answered, Probed, Worker } from './small-world.ts';

/** A call that waits for its answer. */
export type Call =
  | { readonly kind: 'load'; readonly key: string }
  | { readonly kind: 'loadMany'; readonly keys: readonly string[] }
  | { readonly kind: 'save'; readonly item: Item; readonly expected: number }
  | { readonly kind: 'releases' | 'app' | 'dynos' | 'formation' | 'preboot' }
  | { readonly kind: 'rollback'; readonly target: string };

/** Where a look stands: what it waits for, and what SNS has got since its last answer. */
export type Standing = {
  /** Empty: the look is over. */
  readonly calls: readonly Call[];
  readonly published: readonly string[];
  readonly error: unknown;
};

/** An answer that is a failure is thrown. */
export class Failure {
  readonly error: Error;

  constructor(error: Error) {
    this.error = error;
  }
}

/** What all looks have in common. */
export type Policy = { readonly app: App; readonly configuration: Configuration };

/** A key for what a look has seen, made of the key until then and what came. */
export function keyOf(before: string, came: unknown): string {
  const text = JSON.stringify(came, (_name, value) =>
    value instanceof Map ? [...value] : value instanceof Failure ? value.error.message : value,
  );
  return createHash('md5').update(before).update(text).digest('base64');
}

const known = new Map<string, Standing>();
const knownMax = 200_000;

/** Where a look stands. Looks that have seen the same stand at the same place. */
export async function standingOf(worker: Worker, policy: Policy): Promise<Standing> {
  const found = known.get(worker.key);
  if (found !== undefined) return found;
  const standing = await playAgain(worker, policy);
  if (known.size >= knownMax) known.clear();
  known.set(worker.key, standing);
  return standing;
}

async function playAgain(worker: Worker, { app, configuration }: Policy): Promise<Standing> {
  const script = new Script(worker.answered, worker.startedAt);
  const world = scriptedWorld(script, configuration, worker.probed);
  const wake = { news: worker.news, listed: true, lastHealthyAt: null, pause: noPause };
  let isOver = false;
  let thrown: unknown = null;
  reconcile(world, app, { item: worker.item, wake }).then(
    () => {
      isOver = true;
    },
    (error: unknown) => {
      isOver = true;
      thrown = error;
    },
  );
  await script.playOut();
  const { calls, published } = script;
  if (!isOver && calls.length === 0) throw new Error('a look waits for nothing');
  return { calls: isOver ? [] : calls, published, error: thrown };
}

type Waiting = { readonly call: Call; readonly settle: (answer: unknown) => void };

class Script {
  now: number;
  published: string[] = [];
  private waiting: Waiting[] = [];
  private readonly answered: readonly Answered[];

  constructor(answered: readonly Answered[], startedAt: number) {
    this.answered = answered;
    this.now = startedAt;
  }

  get calls(): readonly Call[] {
    return this.waiting.map(({ call }) => call);
  }

  ask<T>(call: Call): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (answer: unknown) =>
        answer instanceof Failure ? reject(answer.error) : resolve(answer as T);
      this.waiting.push({ call, settle });
    });
  }

  /** Gives every answer that there is, batch by batch. */
  async playOut(): Promise<void> {
    await allThatCanGoOn();
    for (const { at, answers } of this.answered) {
      const batch = this.waiting;
      if (batch.length !== answers.length) throw new Error('the look is not what it was');
      this.waiting = [];
      this.published = [];
      this.now = at;
      for (const [index, { settle }] of batch.entries()) settle(answers[index]);
      await allThatCanGoOn();
    }
  }
}

/** A macrotask comes after all microtasks. */
function allThatCanGoOn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function scriptedWorld(script: Script, configuration: Configuration, probed: Probed): World {
  return {
    clock: { now: () => script.now, monotonic: () => script.now, sleep: async () => {} },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    configuration,
    probe: { probe: async ({ url }) => outcomeOf(probed, url), close: async () => {} },
    control: { networkWorks: async () => probed.health !== 'unknown' },
    heroku: scriptedHeroku(script),
    platformStatus: { apps: async () => ({ color: 'green', detail: 'Apps is green' }) },
    store: scriptedStore(script),
    topic: {
      publish: async ({ json }) => {
        const { id } = JSON.parse(json) as { id: string };
        script.published.push(id);
        return { ok: true, messageId: id };
      },
    },
    queue: { send: async () => ({ ok: true }) },
    identity: () => 'worker',
    github: null,
    chatTopic: null,
    shardAppsMax: limits.shardAppsMax,
  };
}

/** What nobody else writes is answered at once: pauses, pulses and the history. */
function scriptedStore(script: Script): Store {
  const alone = (key: string) => /^(history#|pulse#|pauses$)/.test(key);
  return {
    load: async (key) => (alone(key) ? null : script.ask({ kind: 'load', key })),
    loadMany: async (keys) =>
      keys.every(alone) ? new Map() : script.ask({ kind: 'loadMany', keys }),
    save: async (item, expected) =>
      alone(item.key) ? 'saved' : script.ask({ kind: 'save', item, expected }),
  };
}

function scriptedHeroku(script: Script): Heroku {
  return {
    apps: async () => ({ ok: true, value: [] }),
    app: () => script.ask({ kind: 'app' }),
    releases: () => script.ask({ kind: 'releases' }),
    dynos: () => script.ask({ kind: 'dynos' }),
    formation: () => script.ask({ kind: 'formation' }),
    preboot: () => script.ask({ kind: 'preboot' }),
    slugCommit: async () => ({ ok: true, value: null }),
    rollback: (_name, target) => script.ask({ kind: 'rollback', target }),
    log: async () => ({ ok: true, value: '' }),
    remaining: () => null,
  };
}

function outcomeOf({ health }: Probed, url: string): ProbeOutcome {
  const none = { dnsMs: null, connectMs: null, tlsMs: null, headersMs: null, bodyMs: null };
  if (health === 'unknown') {
    const message = 'no connection could be made';
    const phases = { ...none, totalMs: 1 };
    return { kind: 'failed', url, cause: 'connect', message, canBeOurs: true, phases };
  }
  const well = health === 'healthy';
  return {
    kind: 'answered',
    url,
    status: well ? 200 : 503,
    body: well ? 'ok' : 'Application Error',
    complete: true,
    contentType: 'text/plain',
    certificateExpiresAt: null,
    phases: { dnsMs: 1, connectMs: 1, tlsMs: 1, headersMs: 1, bodyMs: 1, totalMs: 5 },
  };
}
