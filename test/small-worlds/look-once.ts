/** One look from its beginning to its end, with nobody in between. */
import type { Violation } from '../simulation/oracle/records.ts';
import { policy } from './policy.ts';
import { standingOf } from './scripted-look.ts';
import type { Fault, SmallWorld } from './small-world.ts';
import { beginLook, goOn } from './step.ts';

type Once = {
  readonly everyMs: number;
  /** Takes the laws that are broken. */
  readonly broken: Violation[];
  /** Strikes the call of a rollback. */
  readonly postFault?: Fault;
};

export async function lookOnce(
  before: SmallWorld,
  { everyMs, broken, postFault }: Once,
): Promise<SmallWorld> {
  const breakLaw = (invariant: string, text: string) =>
    broken.push({ invariant, text, at: before.now });
  let world = await beginLook(before, { everyMs, fault: null, breakLaw });
  for (let [worker] = world.workers; worker !== undefined; [worker] = world.workers) {
    const { calls } = await standingOf(worker, policy);
    const posts = calls.some(({ kind }) => kind === 'rollback');
    const fault = posts ? (postFault ?? null) : null;
    world = await goOn(world, worker, { calls, fault, breakLaw });
  }
  return world;
}
