/** The small worlds that are walked: where each begins, what happens, and how it must end. */
import { unresolved } from './laws.ts';
import type { Lead } from './leads.ts';
import { currentOf, type Happening, type SmallWorld } from './small-world.ts';

export type Plot = {
  readonly name: string;
  /** How far the story has come where the walk begins. */
  readonly lead: Lead;
  /** What happens from there on, in this order, at any moments. */
  readonly happenings: readonly Happening[];
  /** All sequences of so many moves are walked. */
  readonly depth: number;
  /** What is open still; null: it is over. */
  readonly endsWell: (world: SmallWorld) => string | null;
};

/** Deep enough that all of them together take about a minute on one core. */
export const plots: readonly Plot[] = [
  plot('proven', ['deploy-bad'], 10, undone),
  plot('proven', ['config-bad', 'deploy-good'], 9),
  plot('suspected', [], 11, undone),
  plot('suspected', ['deploy-bad'], 9),
  plot('suspected', ['deploy-good'], 9),
  plot('suspected', ['human-rollback'], 9),
  plot('suspected', ['one-healthy-answer'], 9),
  plot('unanswered', [], 18, undone),
  plot('unanswered', ['deploy-bad'], 13),
  plot('unanswered', ['human-rollback'], 13),
  plot('unanswered', ['one-healthy-answer'], 14),
  plot('unseen', [], 18, undone),
  plot('unseen', ['deploy-bad'], 13),
  plot('refused', ['one-healthy-answer'], 14),
  plot('accepted', [], 12, undone),
  plot('accepted', ['deploy-bad'], 9),
];

function plot(
  lead: Lead,
  happenings: readonly Happening[],
  depth: number,
  endsWell = unresolved,
): Plot {
  const name = [lead, ...happenings].join(', ');
  return { name, lead, happenings, depth, endsWell };
}

/** A bad release with nothing else in the way is undone, unless Heroku refuses. */
function undone(world: SmallWorld): string | null {
  const open = unresolved(world);
  const bad = world.sick.includes(currentOf(world).id);
  if (open !== null || !bad || world.fault === 'post-refused') return open;
  return 'L5: nothing was in the way, and the bad release still runs';
}
