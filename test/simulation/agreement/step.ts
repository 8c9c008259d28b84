/** What is done to the simulated and to the small Heroku alike, made up from a seed. */
import { Random } from '../random.ts';
import type { AddonChange } from '../story/story.ts';

/** How a release command ends, if the code has one; it ends when `finish` lets it. */
export type Command = 'none' | 'succeeds' | 'fails';

export type Step =
  | { readonly do: 'deploy'; readonly crashes: boolean; readonly command: Command }
  | { readonly do: 'config' }
  | { readonly do: 'add-on'; readonly change: AddonChange }
  /** To the release that is so many before the newest; one that never was is unknown to Heroku. */
  | { readonly do: 'rollback'; readonly back: number | 'unknown' }
  | { readonly do: 'redeploy' }
  | { readonly do: 'finish' }
  | { readonly do: 'expire' }
  | { readonly do: 'scale'; readonly web: number }
  | { readonly do: 'maintenance'; readonly on: boolean };

/** Steps of one film; the same seed always gives the same. */
export function makeSteps(seed: number, count: number): readonly Step[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => makeStep(random));
}

function makeStep(random: Random): Step {
  const kind = random.below(15);
  if (kind < 4) {
    const command = random.pick<Command>(['none', 'none', 'succeeds', 'fails']);
    return { do: 'deploy', crashes: random.chance(0.3), command };
  }
  if (kind < 8) {
    return { do: 'rollback', back: random.chance(0.1) ? 'unknown' : random.below(5) };
  }
  if (kind < 10) return { do: 'finish' };
  if (kind === 10) return { do: 'config' };
  if (kind === 11) return random.chance(0.5) ? { do: 'redeploy' } : { do: 'expire' };
  if (kind === 12) return { do: 'scale', web: random.below(3) };
  if (kind === 13) {
    return { do: 'add-on', change: random.pick<AddonChange>(['attach', 'detach', 'rotate']) };
  }
  return { do: 'maintenance', on: random.chance(0.5) };
}
