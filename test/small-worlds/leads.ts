/** Where walks begin: so far into a story that what comes later is within reach of few moves. */
import type { Violation } from '../simulation/oracle/records.ts';
import { unresolved } from './laws.ts';
import { lookOnce } from './look-once.ts';
import { unfold } from './moves.ts';
import { type Fault, newWorld, type SmallWorld, second } from './small-world.ts';

export const leadLine = {
  proven: 'v1 is proven good',
  suspected: 'v1 is proven good, v2 is bad and was seen sick once',
  unanswered: 'v2 is bad; its rollback was sent, the call got lost, and nobody knows',
  unseen: 'v2 is bad; its rollback was made as v3, the answer got lost, and nobody knows',
  refused: 'v2 is bad; Heroku has refused its rollback',
  accepted: 'v2 is bad; Heroku has made its rollback as v3',
} as const;
export type Lead = keyof typeof leadLine;

export async function leadTo(lead: Lead): Promise<SmallWorld> {
  const broken: Violation[] = [];
  const world = await follow(lead, broken);
  if (broken[0] !== undefined) throw new Error(`on the way to ${lead}: ${broken[0].text}`);
  return { ...world, happened: 0 };
}

async function follow(lead: Lead, broken: Violation[]): Promise<SmallWorld> {
  switch (lead) {
    case 'proven':
      return prove(broken);
    case 'suspected': {
      // The look that first sees the release has probed before it did, so it takes two.
      const released = unfold(await prove(broken), 'deploy-bad');
      const seen = await lookOnce(released, { everyMs: 10 * second, broken });
      return lookOnce(seen, { everyMs: 10 * second, broken });
    }
    case 'unanswered':
      return convict(broken, 'post-lost');
    case 'unseen':
      return convict(broken, 'post-answer-lost');
    case 'refused':
      return convict(broken, 'post-refused');
    case 'accepted':
      return convict(broken);
    default:
      return lead satisfies never;
  }
}

/** The fault, if there is one, is the only one of such a world. */
async function convict(broken: Violation[], postFault?: Fault): Promise<SmallWorld> {
  const suspected = await follow('suspected', broken);
  const everyMs = 10 * second;
  const once = postFault === undefined ? { everyMs, broken } : { everyMs, broken, postFault };
  const world = await lookOnce(suspected, once);
  if (world.books.plans.length === 0) throw new Error('no rollback was decided');
  return world;
}

async function prove(broken: Violation[]): Promise<SmallWorld> {
  let world = newWorld();
  for (let look = 0; look < 20; look += 1) {
    world = await lookOnce(world, { everyMs: 20 * second, broken });
  }
  const open = unresolved(world);
  if (open !== null) throw new Error(`at the beginning: ${open}`);
  return world;
}
