/** Plays a range of worlds and adds up what came of them. */
import type { Violation } from './oracle/records.ts';
import { type Prepare, play } from './play.ts';
import { generateStory } from './story/generate.ts';

export type Found = {
  readonly seed: number;
  readonly world: number;
  readonly violation: Violation;
};

/** What many worlds came to; plain data, so that it can pass between threads. */
export type Totals = {
  worlds: number;
  steps: number;
  virtualMs: number;
  /** Processor time of the threads that played. */
  cpuMs: number;
  readonly reach: Map<string, number>;
  readonly found: Found[];
};

export type Range = { readonly seed: number; readonly from: number; readonly to: number };

export function noTotals(): Totals {
  return { worlds: 0, steps: 0, virtualMs: 0, cpuMs: 0, reach: new Map(), found: [] };
}

/** Plays worlds one after another; `goOn` is asked before each. */
export async function playRange(
  { seed, from, to }: Range,
  { goOn = () => true, prepare }: { goOn?: (totals: Totals) => boolean; prepare?: Prepare } = {},
): Promise<Totals> {
  const totals = noTotals();
  for (let world = from; world < to && goOn(totals); world += 1) {
    const startedAt = cpuMs();
    const story = generateStory(seed, world);
    const played = await play(story, prepare === undefined ? {} : { prepare });
    const found = played.violation === null ? [] : [{ seed, world, violation: played.violation }];
    addTotals(totals, { ...played, worlds: 1, cpuMs: cpuMs() - startedAt, found });
  }
  return totals;
}

/** What this thread has used; other work on the machine takes no part in it. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

export function addTotals(
  totals: Totals,
  more: Pick<Totals, 'worlds' | 'steps' | 'virtualMs' | 'cpuMs'> & {
    readonly reach: ReadonlyMap<string, number>;
    readonly found: readonly Found[];
  },
): void {
  totals.worlds += more.worlds;
  totals.steps += more.steps;
  totals.virtualMs += more.virtualMs;
  totals.cpuMs += more.cpuMs;
  totals.found.push(...more.found);
  for (const [key, times] of more.reach) {
    totals.reach.set(key, (totals.reach.get(key) ?? 0) + times);
  }
}
