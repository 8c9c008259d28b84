/** Takes in word of deploys, and tells what came of them, at once or as soon as it changes. */

import { type DeployAnswer, judgeDeploy } from './core/deploy/judge-deploy.ts';
import {
  type DeployPlan,
  type DeployRequest,
  type DeployTrust,
  noSuchDeploy,
  type Refused,
  readDeployRequest,
} from './core/deploy/request.ts';
import type { Told } from './core/deploy/told.ts';
import { type Deploy, deployExpiry, deployKey, newDeploy, parseDeploy } from './core/deploy.ts';
import { limits } from './core/limits.ts';
import { parseState, type State } from './core/state.ts';
import { appKey } from './reconcile/memory.ts';
import type { World } from './world.ts';

/** What deploys need of the world. */
export type DeployWorld = Pick<World, 'clock' | 'log' | 'store' | 'queue' | 'identity'>;

/** An HTTP answer, its body as JSON text. */
export type DeployHttp = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * Answers one request. `leftMs` tells how long this call may still take: a wait ends in time.
 * Throws StoreError when the table cannot be used.
 */
export async function serveDeploys(
  world: DeployWorld,
  trust: DeployTrust,
  call: { readonly request: DeployRequest; readonly leftMs: () => number },
): Promise<DeployHttp> {
  const plan = readDeployRequest(call.request, trust);
  switch (plan.kind) {
    case 'tell':
      return http(202, await tellDeploy(world, plan.told));
    case 'ask': {
      const answer = await askDeploy(world, plan, call.leftMs);
      return answer === null ? refused(noSuchDeploy) : http(200, answer);
    }
    case 'refuse':
      world.log.info('deploy refused', { status: plan.refusal.status, why: plan.refusal.error });
      return refused(plan.refusal);
    default:
      return plan satisfies never;
  }
}

/** Keeps it, and has the app looked at now: that is a hint, and the sweep looks in any case. */
async function tellDeploy(world: DeployWorld, told: Told): Promise<DeployAnswer> {
  const { clock, log, store, queue, identity } = world;
  const state = await readState(world, told.app);
  const deploy = newDeploy(told, { id: identity(), now: clock.now(), state });
  const item = { key: deployKey(deploy.id), revision: 1, outbox: '[]' };
  await store.save({ ...item, body: JSON.stringify(deploy), expiresAt: deployExpiry(deploy) }, 0);
  log.info('deploy told', { ...told, id: deploy.id });
  const sent = await queue.send({ kind: 'watch', app: told.app, reason: 'deploy told' });
  if (!sent.ok) {
    log.error('a deploy could not be queued; the next sweep looks', { reason: sent.reason });
  }
  return judgeDeploy(deploy, state, clock.now());
}

/** Waits while the verdict stays what it was; a final one is answered at once. null: no such id. */
async function askDeploy(
  world: DeployWorld,
  { id, waitMs }: DeployPlan & { kind: 'ask' },
  leftMs: () => number,
): Promise<DeployAnswer | null> {
  const { clock, store } = world;
  const item = await store.load(deployKey(id));
  const deploy = item === null ? null : parseDeploy(item.body, clock.now());
  if (deploy === null) return null;
  const deadline = clock.monotonic() + waitMs;
  const first = await judgeNow(world, deploy);
  let answer = first;
  while (!answer.final && answer.verdict === first.verdict) {
    const left = Math.min(deadline - clock.monotonic(), leftMs() - limits.deployReserveMs);
    if (left <= 0) break;
    await clock.sleep(Math.min(limits.deployPollMs, left));
    answer = await judgeNow(world, deploy);
  }
  return answer;
}

async function judgeNow(world: DeployWorld, deploy: Deploy): Promise<DeployAnswer> {
  return judgeDeploy(deploy, await readState(world, deploy.app), world.clock.now());
}

async function readState({ store }: DeployWorld, app: string): Promise<State | null> {
  const item = await store.load(appKey(app));
  return item === null ? null : parseState(item.body);
}

function refused({ status, error, expected, allow }: Refused): DeployHttp {
  const { statusCode, headers, body } = http(status, { error, expected });
  const more = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return { statusCode, body, headers: { ...headers, ...more, ...(allow && { allow }) } };
}

function http(statusCode: number, body: object): DeployHttp {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
