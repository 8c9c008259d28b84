/**
 * The real `reconcile`, played again from what it was answered before: so a look can be stopped at
 * every call that it makes, and gone on with in as many ways as there are answers.
 */
import { createHash } from 'node:crypto';
import type { App, Configuration } from '../../lib/core/app.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { noPause } from '../core/fixtures.ts';
import { type Call, Failure, Script } from './script.ts';
import { scriptedWorld } from './scripted-world.ts';
import type { Worker } from './small-world.ts';

/** Where a look stands: what it waits for, and what SNS has got since its last answer. */
export type Standing = {
  /** Empty: the look is over. */
  readonly calls: readonly Call[];
  readonly published: readonly string[];
  readonly error: unknown;
};

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
