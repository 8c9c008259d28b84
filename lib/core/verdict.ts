/** The verdict on a release, as `lastgood verify` and whoever tells of a deploy are given it. */

/** In these words it is told, here and by a lastgood elsewhere. */
export const verdicts = ['pending', 'good', 'bad', 'rolled-back', 'held', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a release came to so far. */
export type Judged = {
  readonly verdict: Verdict;
  /** True when whoever waits need wait no longer. */
  readonly final: boolean;
  /** One short line that stays the same while nothing happens, for where there is no room. */
  readonly summary: string;
  /** Sentences, in the order in which they matter. */
  readonly reasons: readonly string[];
  /** The version that was gone back to; null: none was, or it was not seen healthy. */
  readonly rolledBackTo: number | null;
  /** Epoch milliseconds: since when it is so. */
  readonly since: number;
};

/** Something that goes on. */
export function pending(reasons: readonly string[], since: number): Judged {
  return judged('pending', false, { reasons, since });
}

/** Watched to the end, and healthy. */
export function good(reasons: readonly string[], since: number): Judged {
  return judged('good', true, { reasons, since });
}

/** Nobody can say, or nobody will. */
export function inconclusive(reasons: readonly string[], since: number): Judged {
  return judged('inconclusive', true, { reasons, since });
}

/** Something is in the way, of a rollback or of the good word, and may lift. */
export function held(reasons: readonly string[], since: number): Judged {
  return judged('held', false, { reasons, since });
}

/** Not rolled back, or not seen healthy after it. */
export function badForGood(reasons: readonly string[], since: number): Judged {
  return judged('bad', true, { reasons, since });
}

/** The same in short; else the first reason says it. */
export function inShort(summary: string, judged: Judged): Judged {
  return { ...judged, summary };
}

function judged(
  verdict: Verdict,
  final: boolean,
  { reasons, since }: Pick<Judged, 'reasons' | 'since'>,
): Judged {
  return { verdict, final, summary: reasons[0] ?? verdict, reasons, rolledBackTo: null, since };
}
