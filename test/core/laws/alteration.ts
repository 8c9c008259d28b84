/** How a random film can be played once more, a little otherwise. Looks are counted from 1. */
import type { App } from '../../../lib/core/app.ts';
import type { decide } from '../../../lib/core/decide.ts';
import type { Input } from '../../../lib/core/draft.ts';
import type { Facts } from '../../../lib/core/facts.ts';
import type { Reading } from '../../../lib/core/reading.ts';
import type { Film } from '../film.ts';

export type Alteration = {
  readonly app?: Partial<App>;
  /** Decides in place of the real one. */
  readonly decider?: typeof decide;
  /** What a look brings, by what it would have brought. */
  readonly verdict?: (found: Reading['verdict'], look: number) => Reading['verdict'];
  /** How much later a look comes. */
  readonly delayMs?: (look: number) => number;
  /** What a look is told of the world beside its reading. */
  readonly facts?: (input: Input, look: number) => Facts;
  /** After these looks comes one more that nobody can judge. */
  readonly unknownAfter?: { has(look: number): boolean };
  /** What GitHub says of the commit; left out: nobody asks it. */
  readonly github?: Film['world']['github'];
};
