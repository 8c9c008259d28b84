/** All that can happen next in a small world, each by a name that a person can read. */
import type { Break } from '../simulation/oracle/records.ts';
import { noteRelease } from './keep-books.ts';
import { policy } from './policy.ts';
import type { Call } from './script.ts';
import { standingOf } from './scripted-look.ts';
import { happen } from './small-heroku.ts';
import {
  currentOf,
  type Fault,
  type Happening,
  type SmallWorld,
  second,
  type Worker,
} from './small-world.ts';
import { beginLook, goOn, lookEveryMs } from './step.ts';

export type Move = {
  readonly name: string;
  readonly make: (breakLaw: Break) => Promise<SmallWorld> | SmallWorld;
};

/** A look takes no longer than its calls may: within 60 s of its claim nobody sends again. */
const lookMsMax = 40 * second;

/** So long, nobody looks: longer than a call without an answer is waited for. */
const waitMs = 70 * second;
const waitsMax = 2;

export async function movesOf(
  world: SmallWorld,
  plot: readonly Happening[],
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  const what = plot[world.happened];
  if (what !== undefined) moves.push({ name: what, make: () => unfold(world, what) });
  moves.push(...beginnings(world));
  for (const worker of world.workers) {
    const { calls } = await standingOf(worker, policy);
    moves.push(...continuations(world, worker, calls));
  }
  if (world.workers.length === 0 && world.waits < waitsMax) {
    const later = { ...world, now: world.now + waitMs, waits: world.waits + 1 };
    moves.push({ name: 'nobody looks for 70 s', make: () => later });
  }
  return moves;
}

/** The world after one happening, and the books of it. */
export function unfold(world: SmallWorld, what: Happening): SmallWorld {
  const after = happen({ ...world, happened: world.happened + 1 }, what);
  return what === 'one-healthy-answer' ? after : noteRelease(after, currentOf(world));
}

function beginnings(world: SmallWorld): readonly Move[] {
  const then = world.now + lookEveryMs;
  const late = world.workers.some(({ startedAt }) => then - startedAt > lookMsMax);
  if (world.workers.length === 2 || late) return [];
  const begin = (fault: Fault | null) => ({
    name: fault === null ? 'a look begins' : `a look begins: ${fault}`,
    make: (breakLaw: Break) => beginLook(world, { everyMs: lookEveryMs, fault, breakLaw }),
  });
  return world.fault === null ? [begin(null), begin('reading-unknown')] : [begin(null)];
}

function continuations(world: SmallWorld, worker: Worker, calls: readonly Call[]): readonly Move[] {
  const go = (fault: Fault | null): Move => ({
    name: `${worker.name} ${calls.map(nameOf).join(' + ')}${fault === null ? '' : `: ${fault}`}`,
    make: (breakLaw) => goOn(world, worker, { calls, fault, breakLaw }),
  });
  const all = [go(null)];
  if (world.fault !== null) return all;
  return [...all, ...faultsOf(world, calls).map(go)];
}

/** A crash before a read is one after what came before it, so only those before effects count. */
function faultsOf(world: SmallWorld, calls: readonly Call[]): readonly Fault[] {
  const kinds = calls.map(({ kind }) => kind);
  const found: Fault[] = [];
  if (kinds.includes('save')) found.push('crash', 'crash-after-effect', 'write-answer-lost');
  if (kinds.includes('rollback')) {
    found.push('crash', 'crash-after-effect', 'post-lost', 'post-answer-lost', 'post-refused');
  }
  const stale = world.earlier[0]?.id !== world.releases[0]?.id;
  if (kinds.includes('releases') && stale) found.push('stale-read');
  return found;
}

function nameOf(call: Call): string {
  switch (call.kind) {
    case 'save':
      return `writes ${call.item.key} r${call.item.revision} (${situationIn(call.item.body)})`;
    case 'rollback':
      return `POSTs a rollback to ${call.target}`;
    case 'load':
      return `loads ${call.key}`;
    case 'loadMany':
      return `loads ${call.keys.join(', ')}`;
    case 'app':
    case 'releases':
    case 'dynos':
    case 'formation':
    case 'preboot':
      return `reads ${call.kind}`;
    default:
      return call satisfies never;
  }
}

function situationIn(body: string): string {
  return /"situation":\{"name":"([a-z-]+)"/.exec(body)?.[1] ?? 'room';
}
