/** One step of a small world: something happens, a look begins, or one goes on by one answer. */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import { StoreError } from '../../lib/adapters/store-error.ts';
import { parseState } from '../../lib/core/state.ts';
import { troubleOf } from '../simulation/doors/trouble.ts';
import type { Break } from '../simulation/oracle/records.ts';
import { called, noteProbe, noteRelease, wrote } from './keep-books.ts';
import { checkCall } from './laws.ts';
import { app, policy } from './policy.ts';
import { type Call, Failure } from './script.ts';
import { keyOf, type Standing, standingOf } from './scripted-look.ts';
import { rolledBack } from './small-heroku.ts';
import {
  currentOf,
  type Fault,
  type SmallWorld,
  second,
  type Worker,
  withWorker,
} from './small-world.ts';

const key = `app#${app.name}`;

/** Looks begin so long after one another: time goes on with them. */
export const lookEveryMs = 10 * second;

/** Somebody wakes a look: it loads what is stored, and probes, in one moment. */
export async function beginLook(
  before: SmallWorld,
  { everyMs, fault, breakLaw }: { everyMs: number; fault: Fault | null; breakLaw: Break },
): Promise<SmallWorld> {
  const world = { ...before, now: before.now + everyMs };
  const current = currentOf(world);
  const well = world.healthyOnce || !world.sick.includes(current.id);
  const health = fault === 'reading-unknown' ? 'unknown' : well ? 'healthy' : 'sick';
  const item = world.items[key] ?? null;
  const known = item === null ? null : parseState(item.body);
  const began = {
    startedAt: world.now,
    item,
    news: known?.releasedAt !== current.createdAt,
    probed: { at: world.now, health, releaseId: current.id },
  } as const;
  const worker: Worker = {
    ...began,
    name: world.workers.some(({ name }) => name === 'A') ? 'B' : 'A',
    answered: [],
    key: keyOf('', began),
    kept: false,
    claim: null,
    read: null,
  };
  const probed = noteProbe({ ...world, healthyOnce: false }, worker.probed);
  const begun = { ...probed, workers: [...world.workers, worker], fault: fault ?? world.fault };
  return settle(begun, worker, breakLaw);
}

/** The worker's calls are answered, at one moment; a fault strikes, if there is one. */
export async function goOn(
  before: SmallWorld,
  worker: Worker,
  { calls, fault, breakLaw }: { calls: readonly Call[]; fault: Fault | null; breakLaw: Break },
): Promise<SmallWorld> {
  let world = fault === null ? before : { ...before, fault };
  if (fault === 'crash') return withWorker(world, worker, null);
  let known = worker;
  const answers: unknown[] = [];
  for (const call of calls) {
    const done = answer(world, known, { call, fault, breakLaw });
    answers.push(done.answer);
    world = withWorker(done.world, known, done.worker);
    known = done.worker;
  }
  if (fault === 'crash-after-effect') return withWorker(world, known, null);
  const came = { at: world.now, answers };
  const key = keyOf(known.key, came);
  const next = { ...known, key, answered: [...known.answered, came] };
  return settle(withWorker(world, known, next), next, breakLaw);
}

/** What a look has published is noted; one that only reads the table goes on at once. */
async function settle(world: SmallWorld, worker: Worker, breakLaw: Break): Promise<SmallWorld> {
  const standing = await standingOf(worker, policy);
  checkError(standing, breakLaw);
  const accepted = [...world.books.accepted, ...standing.published];
  const noted = { ...world, books: { ...world.books, accepted } };
  if (standing.calls.length === 0) return withWorker(noted, worker, null);
  const reads = standing.calls.every(({ kind }) => kind === 'load' || kind === 'loadMany');
  return reads ? goOn(noted, worker, { calls: standing.calls, fault: null, breakLaw }) : noted;
}

function checkError({ error }: Standing, breakLaw: Break): void {
  if (error === null || error instanceof StoreError) return;
  breakLaw('no exceptions', error instanceof Error ? (error.stack ?? '') : String(error));
}

type Done = { readonly world: SmallWorld; readonly worker: Worker; readonly answer: unknown };
type Asked = { readonly call: Call; readonly fault: Fault | null; readonly breakLaw: Break };

function answer(world: SmallWorld, worker: Worker, { call, fault, breakLaw }: Asked): Done {
  const current = currentOf(world);
  const same = { world, worker };
  switch (call.kind) {
    case 'load':
      return { ...same, answer: world.items[call.key] ?? null };
    case 'loadMany': {
      const found = call.keys.flatMap((one) => world.items[one] ?? []);
      return { ...same, answer: new Map(found.map((item) => [item.key, item])) };
    }
    case 'save':
      return save(world, worker, { item: call.item, expected: call.expected, fault, breakLaw });
    case 'releases': {
      const value = fault === 'stale-read' ? world.earlier : world.releases;
      const read = worker.claim === null ? null : value;
      return { world, worker: { ...worker, read }, answer: { ok: true, value } };
    }
    case 'app':
      return { ...same, answer: { ok: true, value: viewOf(world) } };
    case 'dynos': {
      const state = world.now - current.createdAt < 8 * second ? 'starting' : 'up';
      const dyno = { name: 'web.1', type: 'web', state, releaseVersion: current.version };
      return { ...same, answer: { ok: true, value: [dyno] } };
    }
    case 'formation':
      return { ...same, answer: { ok: true, value: [{ type: 'web', quantity: 1 }] } };
    case 'preboot':
      return { ...same, answer: { ok: true, value: false } };
    case 'rollback':
      return rollBack(world, worker, { target: call.target, fault, breakLaw });
    default:
      return call satisfies never;
  }
}

function viewOf(world: SmallWorld) {
  return {
    id: 'app-1',
    name: app.name,
    webUrl: 'https://shop.example.com/',
    maintenance: false,
    releasedAt: currentOf(world).createdAt,
    privateSpace: false,
  };
}

type Saving = Omit<Asked, 'call'> & { readonly item: Item; readonly expected: number };

function save(world: SmallWorld, worker: Worker, { item, expected, ...rest }: Saving): Done {
  const before = world.items[item.key] ?? null;
  if ((before?.revision ?? 0) !== expected) return { world, worker, answer: 'lost' };
  const items = { ...world.items, [item.key]: item };
  const written = wrote({ ...world, items }, worker, { before, item, breakLaw: rest.breakLaw });
  if (rest.fault !== 'write-answer-lost') return { ...written, answer: 'saved' };
  const error = new StoreError(item.key, `writing ${item.key} had no answer`, true);
  return { ...written, answer: new Failure(error) };
}

type Calling = Omit<Asked, 'call'> & { readonly target: string };

function rollBack(world: SmallWorld, worker: Worker, { target, fault, breakLaw }: Calling): Done {
  checkCall(worker, target, breakLaw);
  const unknown = { ok: false, trouble: troubleOf(timeout, post) };
  if (fault === 'post-lost') {
    return { world: called(world, worker, { made: null, breakLaw }), worker, answer: unknown };
  }
  if (fault === 'post-refused')
    return { world, worker, answer: { ok: false, trouble: troubleOf(forbidden, post) } };
  const after = noteRelease(rolledBack(world, target), currentOf(world));
  const made = currentOf(after);
  const noted = called(after, worker, { made, breakLaw });
  const answered = fault === 'post-answer-lost' ? unknown : { ok: true, value: made };
  return { world: noted, worker, answer: answered };
}

const post = 'POST /apps/shop/releases';
const timeout = { kind: 'timeout', canRetry: true, status: null } as const;
const forbidden = { kind: 'forbidden', canRetry: false, status: 403 } as const;
