/** Makes a kept decision again, by the code of today, and compares. */
import { type Decision, decide } from './decide.ts';
import type { Input } from './draft.ts';
import type { HistoryEntry } from './history.ts';
import { settleRollback } from './settle-rollback.ts';
import { tellCause } from './tell-cause.ts';
import { version } from './version.ts';

/** The decision as it is made now, and where it is another one than the one that was kept. */
export type Replay = {
  readonly decision: Decision;
  readonly comparison: Comparison;
  /** Each place with what was kept and what comes out now; none: the same decision. */
  readonly differences: readonly Difference[];
};

/**
 * What comes of making it again. Only the version that decided has to decide the same; another one
 * may have other words (`reworded`), or decide otherwise (`redecided`).
 */
export type Comparison = 'same' | 'reworded' | 'redecided' | 'contradicted';

/** `path` into the decision, as `state.situation.name`; both values as JSON. */
export type Difference = { readonly path: string; readonly kept: string; readonly now: string };

/** The same version on the same evidence decides the same, or somebody must hear of it. */
export function replay({ madeBy, input, outcome, decision: kept }: HistoryEntry): Replay {
  const { state, alerts, effect, report } = remake(input, outcome);
  const decision = { state, alerts, effect, report };
  const differences = compare('', asJson(kept), asJson(decision));
  return { decision, differences, comparison: comparisonOf(differences, madeBy) };
}

function comparisonOf(differences: readonly Difference[], madeBy: string | null): Comparison {
  if (differences.length === 0) return 'same';
  if (madeBy === version) return 'contradicted';
  return differences.every(isOfWords) ? 'reworded' : 'redecided';
}

/** True where people only read something else: nothing else is told, done or remembered of it. */
export function isOfWords({ path, kept, now }: Difference): boolean {
  return lines.test(path) || (sentences.test(path) && [kept, now].every((one) => one[0] === '"'));
}

/** How many lines there are is a matter of words too. */
const lines = /^alerts\.\d+\.(evidence|done|next)(\.\d+)?$/;
/** Whether there is such a sentence at all is not. */
const sentences = new RegExp(
  [
    /^alerts\.\d+\.(headline|happened|undo)$/,
    /^state\.(incident|untold\.\d+)\.headline$/,
    /^(state\.situation|effect)\.intent\.trouble$/,
    /^state\.github\.(.+\.)?(message|advice)$/,
    /^(report|state\.ledger\.\d+\.reported)\.description$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

function remake(input: Input, outcome: HistoryEntry['outcome']): Decision {
  if (outcome === null) return decide(input);
  return outcome.kind === 'log-read'
    ? tellCause(input, outcome.cause)
    : settleRollback(input, outcome);
}

/** What JSON makes of a value: as it would come back from the table. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function compare(path: string, kept: unknown, now: unknown): readonly Difference[] {
  if (isRecord(kept) && isRecord(now)) {
    const names = [...new Set([...Object.keys(kept), ...Object.keys(now)])];
    return names.flatMap((name) =>
      compare(path === '' ? name : `${path}.${name}`, kept[name], now[name]),
    );
  }
  const texts = [JSON.stringify(kept) ?? 'nothing', JSON.stringify(now) ?? 'nothing'] as const;
  return texts[0] === texts[1] ? [] : [{ path, kept: texts[0], now: texts[1] }];
}

/** Lists count as records of their positions. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
