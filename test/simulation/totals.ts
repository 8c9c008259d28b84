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
  readonly reach: Map<string, number>;
  readonly found: Found[];
};

export type Range = { readonly seed: number; readonly from: number; readonly to: number };

export function noTotals(): Totals {
  return { worlds: 0, steps: 0, virtualMs: 0, reach: new Map(), found: [] };
}

/** Plays worlds one after another; `goOn` is asked before each. */
export async function playRange(
  { seed, from, to }: Range,
  { goOn = () => true, prepare }: { goOn?: (totals: Totals) => boolean; prepare?: Prepare } = {},
): Promise<Totals> {
  const totals = noTotals();
  for (let world = from; world < to && goOn(totals); world += 1) {
    const story = generateStory(seed, world);
    const played = await play(story, prepare === undefined ? {} : { prepare });
    const found = played.violation === null ? [] : [{ seed, world, violation: played.violation }];
    addTotals(totals, { ...played, worlds: 1, found });
  }
  return totals;
}

export function addTotals(
  totals: Totals,
  more: Pick<Totals, 'worlds' | 'steps' | 'virtualMs'> & {
    readonly reach: ReadonlyMap<string, number>;
    readonly found: readonly Found[];
  },
): void {
  totals.worlds += more.worlds;
  totals.steps += more.steps;
  totals.virtualMs += more.virtualMs;
  totals.found.push(...more.found);
  for (const [key, times] of more.reach) {
    totals.reach.set(key, (totals.reach.get(key) ?? 0) + times);
  }
}
