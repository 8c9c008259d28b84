/** Walks every small world that can be reached, nearest first: what it finds is the shortest. */
import type { Violation } from '../simulation/oracle/records.ts';
import { resolves } from './calm.ts';
import { fingerprint } from './canonical.ts';
import { leadLine, leadTo } from './leads.ts';
import { movesOf } from './moves.ts';
import type { Plot } from './plots.ts';
import type { SmallWorld } from './small-world.ts';

export type Explored = {
  readonly plot: string;
  /** Worlds that differ, transitions between them, and how many moves the farthest is away. */
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  /** States from which it was seen that everything is resolved, once nothing fails any more. */
  readonly resolved: number;
  readonly found: Found | null;
};

/** The first law that was broken, and the moves that lead there. */
export type Found = {
  readonly plot: string;
  readonly invariant: string;
  readonly text: string;
  readonly moves: readonly string[];
};

type Node = {
  readonly world: SmallWorld;
  readonly move: string;
  readonly parent: Node | null;
};

/** All sequences of so many moves, as far as no law is broken. */
export async function explore(plot: Plot, depth: number): Promise<Explored> {
  const root = await leadTo(plot.lead);
  const seen = new Set([fingerprint(root)]);
  const calm = new Set<string>();
  let frontier: readonly Node[] = [{ world: root, move: leadLine[plot.lead], parent: null }];
  let transitions = 0;
  const reached = (found: Found | null, at: number): Explored => {
    const counts = { states: seen.size, transitions, resolved: calm.size };
    return { plot: plot.name, ...counts, depth: at, found };
  };
  for (let at = 1; at <= depth && frontier.length > 0; at += 1) {
    const next: Node[] = [];
    for (const node of frontier) {
      for (const { name, make } of await movesOf(node.world, plot.happenings)) {
        const broken: Violation[] = [];
        const world = await make((invariant, text) => broken.push({ invariant, text, at }));
        transitions += 1;
        const after: Node = { world, move: name, parent: node };
        const text = fingerprint(world);
        if (broken.length === 0 && seen.has(text)) continue;
        seen.add(text);
        const violation = broken[0] ?? (await resolves(world, plot, { calm, text }));
        if (violation !== null) {
          return reached({ plot: plot.name, ...violation, moves: pathTo(after) }, at);
        }
        next.push(after);
      }
    }
    frontier = next;
  }
  return reached(null, depth);
}

function pathTo(node: Node): readonly string[] {
  const moves: string[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) moves.push(at.move);
  return moves.reverse();
}
