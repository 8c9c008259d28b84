/** A trouble of the monitor's own that lasts: when it is told, repeated, and told as over. */
import * as v from 'valibot';

/** The shape of what is remembered of one. */
export const standingShape = v.object({ since: v.number(), toldAt: v.nullable(v.number()) });

/** Since when it stands, and when people last heard of it; null: they have not. */
export type Standing = v.InferOutput<typeof standingShape>;

/** How long it may last before anybody hears of it, and after what time it is repeated. */
export type Patience = { readonly patienceMs: number; readonly remindMs: number };

/** What to remember, and what to say. */
export type Stood = {
  readonly standing: Standing | null;
  readonly says: 'it stands' | 'it is over' | null;
};

/**
 * `holds` null: this time nobody could say. What nobody was told of is over without a word.
 */
export function stand(
  before: Standing | null,
  holds: boolean | null,
  { patienceMs, remindMs, now }: Patience & { readonly now: number },
): Stood {
  if (holds === null) return { standing: before, says: null };
  const toldAt = before?.toldAt ?? null;
  if (!holds) return { standing: null, says: toldAt === null ? null : 'it is over' };
  const since = before?.since ?? now;
  const due = toldAt === null ? now - since >= patienceMs : now - toldAt >= remindMs;
  return { standing: { since, toldAt: due ? now : toldAt }, says: due ? 'it stands' : null };
}
