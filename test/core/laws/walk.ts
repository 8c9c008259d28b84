/** How a law goes through a played film. */
import type { Intent } from '../../../lib/core/state.ts';
import type { Frame, RandomFilm } from './random-film.ts';

/** What broke the law, for a person; null: it holds. */
export type Law = (played: RandomFilm) => string | null;

/** A release's verdict as a state remembers it. */
export function verdictIn(state: Frame['before'], wanted: string): string | undefined {
  return state.ledger.find(({ id }) => id === wanted)?.verdict;
}

/** The looks in which a rollback was decided, not those in which it was sent again. */
export function plans({ frames }: RandomFilm): readonly Frame[] {
  return frames.filter(({ effect, at }) => effect !== null && effect.intent.plannedAt === at);
}

/** Judges every decision; the first that breaks the law is told. */
export function eachFrame(
  { frames }: RandomFilm,
  judge: (frame: Frame, index: number) => string | null,
): string | null {
  for (const [index, frame] of frames.entries()) {
    const broken = judge(frame, index);
    if (broken !== null) return `at ${frame.at}: ${broken}`;
  }
  return null;
}

/** Judges every decision to send a rollback. */
export function eachEffect(
  played: RandomFilm,
  judge: (frame: Frame, index: number, intent: Intent) => string | null,
): string | null {
  return eachFrame(played, (frame, index) =>
    frame.effect === null ? null : judge(frame, index, frame.effect.intent),
  );
}
