/** One side condition: what is said when it begins, lasts and ends. */
import type { Kind } from '../catalogue.ts';
import { type Draft, type Spoken, tell, withState } from '../draft.ts';
import { isKeptBack } from '../untold.ts';

/** One condition: whether it holds now (null: nobody can say), and its words. */
export type Condition = {
  readonly name: string;
  /** What it is told as. */
  readonly kind: Kind;
  readonly holds: (draft: Draft) => boolean | null;
  /** Repeated so often while it holds; without it: said once. */
  readonly repeatMs?: (draft: Draft) => number;
  readonly begins: (draft: Draft) => Spoken;
  readonly ends: (draft: Draft) => Spoken;
};

/** Begins, repeats or ends it. */
export function noteCondition(draft: Draft, condition: Condition): Draft {
  const holds = condition.holds(draft);
  const toldAt = draft.state.conditions[condition.name];
  if (holds === null) return draft;
  if (!holds) {
    return toldAt === undefined
      ? withoutStanding(draft, condition)
      : forget(tell(draft, condition.ends(draft)), condition.name);
  }
  const repeatMs = condition.repeatMs?.(draft) ?? Number.POSITIVE_INFINITY;
  const due = toldAt === undefined || draft.now - toldAt >= repeatMs;
  if (!due) return draft;
  // In a maintenance window news of the app is kept, and what was told before is not repeated.
  if (draft.muted && isKeptBack(condition)) {
    return toldAt === undefined ? tell(draft, condition.begins(draft)) : draft;
  }
  const told = tell(draft, condition.begins(draft));
  return withState(told, {
    conditions: { ...told.state.conditions, [condition.name]: draft.now },
  });
}

/** What a maintenance window has kept of it is over before anybody was told. */
function withoutStanding(draft: Draft, { kind }: Condition): Draft {
  const untold = draft.state.untold.map((kept) =>
    kept.kind === kind ? { ...kept, over: true } : kept,
  );
  return withState(draft, { untold });
}

function forget(draft: Draft, name: string): Draft {
  const { [name]: _, ...rest } = draft.state.conditions;
  return withState(draft, { conditions: rest });
}
