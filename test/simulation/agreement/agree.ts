/** Plays the same steps on the simulated and on the small Heroku, and compares what is seen. */
import { isDeepStrictEqual } from 'node:util';
import type { AppPlan } from '../story/story.ts';
import { SimulatedSide } from './simulated-side.ts';
import { SmallSide } from './small-side.ts';
import type { Step } from './step.ts';

/** The first step after which the two do not show the same. */
export type Difference = {
  readonly steps: readonly Step[];
  readonly simulated: unknown;
  readonly small: unknown;
};

/** null: they agree, from the first deploy to the last step. */
export async function firstDifference(
  plan: AppPlan,
  steps: readonly Step[],
): Promise<Difference | null> {
  const simulated = new SimulatedSide(plan);
  const small = await SmallSide.start(plan);
  try {
    for (let count = 0; count <= steps.length; count += 1) {
      const step = steps[count - 1];
      const came = step === undefined ? [null, null] : await takeStep(simulated, small, step);
      await Promise.all([simulated.settle(), small.settle()]);
      const seen = await Promise.all([simulated.see(), small.see()]);
      const [one, other] = [0, 1].map((side) => ({ came: came[side], ...seen[side] }));
      if (isDeepStrictEqual(one, other)) continue;
      return { steps: steps.slice(0, count), simulated: one, small: other };
    }
    return null;
  } finally {
    await small.close();
  }
}

/** The simulated one goes first: it says when things happen. */
async function takeStep(
  simulated: SimulatedSide,
  small: SmallSide,
  step: Step,
): Promise<unknown[]> {
  if (step.do !== 'finish') {
    const before = simulated.app.releases.length;
    const one = await simulated.act(step);
    const newest = simulated.app.releases.at(-1);
    const made = simulated.app.releases.length > before ? newest?.createdAt : undefined;
    const same = { now: Math.floor(made ?? simulated.now), description: newest?.description ?? '' };
    return [one, await small.act(step, same)].map((came) => came ?? null);
  }
  for (let next = await simulated.finishNext(); next !== null; ) {
    await small.finish(next.version, next.at);
    next = await simulated.finishNext();
  }
  return [null, null];
}
