/** From every world in which nobody is in the middle of a look, all is resolved in the end. */
import type { Violation } from '../simulation/oracle/records.ts';
import { fingerprint } from './canonical.ts';
import { unresolved } from './laws.ts';
import { lookOnce } from './look-once.ts';
import type { Plot } from './plots.ts';
import type { SmallWorld } from './small-world.ts';
import { lookEveryMs } from './step.ts';

/** So many looks every ten seconds, and then so many every minute, are enough for every story. */
const quickLooks = 8;
const looksMax = 24;

type Calm = {
  /** Worlds that were seen to come to an end; this one is added to them. */
  readonly calm: Set<string>;
  readonly text: string;
};

/** What is still open when one look has followed another, and nothing has failed; null: nothing. */
export async function resolves(
  world: SmallWorld,
  plot: Plot,
  { calm, text }: Calm,
): Promise<Violation | null> {
  if (world.workers.length > 0 || calm.has(text)) return null;
  const passed = [text];
  let now = { ...world, healthyOnce: false };
  for (let look = 1; look <= looksMax; look += 1) {
    const broken: Violation[] = [];
    const everyMs = look > quickLooks ? 6 * lookEveryMs : lookEveryMs;
    now = await lookOnce(now, { everyMs, broken });
    if (broken[0] !== undefined) return { ...broken[0], text: `in a calm: ${broken[0].text}` };
    const after = fingerprint(now);
    if (calm.has(after) || plot.endsWell(now) === null) {
      for (const one of passed) calm.add(one);
      return null;
    }
    passed.push(after);
  }
  const [invariant = 'L5', ...words] = (plot.endsWell(now) ?? unresolved(now) ?? '').split(': ');
  return { invariant, text: words.join(': '), at: world.now };
}
