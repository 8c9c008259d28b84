/** What must hold in every small world, by its books: each answers what was broken. */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import { limits } from '../../lib/core/limits.ts';
import type { Intent, LedgerEntry, State } from '../../lib/core/state.ts';
import type { Break, StoredAlert } from '../simulation/oracle/records.ts';
import { checkIncident, checkSaid } from '../simulation/oracle/turn-laws.ts';
import { app, configuration } from './policy.ts';
import { currentOf, type SmallWorld, type Worker } from './small-world.ts';

export type Turn = {
  readonly world: SmallWorld;
  readonly worker: Worker;
  readonly was: State | null;
  readonly state: State;
  readonly added: readonly StoredAlert[];
};

/** S12, S18, L1, L2, L5 and L6, where something of the app was stored. */
export function checkTurn({ world, was, state, added }: Turn, breakLaw: Break): void {
  const turn = { name: app.name, was, state, added };
  checkSaid(turn, breakLaw);
  checkIncident(turn, breakLaw);
  for (const entry of state.ledger) {
    const before = was?.ledger.find(({ id }) => id === entry.id)?.verdict;
    if (before === 'bad' && entry.verdict !== 'bad') {
      breakLaw('S18', `v${entry.version} is bad no more`);
    }
    if (entry.verdict === 'good' && before !== 'good') checkGood(world, entry, breakLaw);
  }
}

function checkGood({ books }: SmallWorld, { id, version, kind }: LedgerEntry, breakLaw: Break) {
  const seen = books.seenHealthy[id] ?? 0;
  const least = kind === 'rollback' ? app.recovered : limits.provenReadingsMin * 0.9;
  if (seen < least) breakLaw('S12', `v${version} is good after ${seen} healthy readings`);
}

/** S14: nothing is stored over what its writer has not seen. */
export function checkWrite(before: Item | null, item: Item, breakLaw: Break): void {
  const seen = before?.revision ?? 0;
  if (item.revision !== seen + 1) {
    breakLaw('S14', `${item.key} went from revision ${seen} to ${item.revision}`);
  }
}

/** S1, S2, S3, S6, S7 and S9, where a rollback is decided. */
export function checkPlan(
  world: SmallWorld,
  worker: Worker,
  intent: Intent,
  breakLaw: Break,
): void {
  const { books, now } = world;
  const { culprit } = intent;
  const name = `v${culprit.version}`;
  checkRow(world, worker, intent, breakLaw);
  if (!books.cameWell.includes(culprit.id)) breakLaw('S3', `${name} did not come to a well app`);
  if (books.plans.some((plan) => plan.culprit === culprit.id)) {
    breakLaw('S6', `${name} is to be rolled back a second time`);
  }
  checkBlamed(world, intent, breakLaw);
  const { cooldownMs, perAppADay } = configuration.limits;
  const newest = books.plans.at(-1);
  if (newest !== undefined && now - newest.at < cooldownMs) {
    breakLaw('S9', `two rollbacks within ${now - newest.at} ms`);
  }
  if (books.plans.length + 1 > perAppADay) breakLaw('S9', 'one rollback too many in a day');
}

/**
 * S1 and S2: enough really sick readings of the culprit in a row, the newest of this very look.
 * Where Heroku showed an old read, that one can be of the release that came meanwhile.
 */
function checkRow(world: SmallWorld, worker: Worker, { culprit }: Intent, breakLaw: Break) {
  const { row } = world.books;
  const own = row?.releaseId === culprit.id || world.fault === 'stale-read';
  const { probed } = worker;
  const what = `v${culprit.version} on ${row?.count ?? 0} sick readings`;
  if (row === null || !own || row.count < app.sustained.failures) {
    breakLaw('S1', what);
  } else if (probed.at - row.since < app.sustained.forMs) {
    breakLaw('S1', `${what} over ${probed.at - row.since} ms`);
  }
  if (probed.health !== 'sick') breakLaw('S1', `${what}, and this look saw it ${probed.health}`);
}

/** S7: a rollback is never undone. S4 and S5: the target was seen good, and has other code. */
function checkBlamed({ releases, books }: SmallWorld, intent: Intent, breakLaw: Break): void {
  const culprit = releases.find(({ id }) => id === intent.culprit.id);
  const target = releases.find(({ id }) => id === intent.target.id);
  if (culprit === undefined || target === undefined) {
    breakLaw('S15', 'the intent names a release that never was');
    return;
  }
  if (culprit.description.startsWith('Rollback'))
    breakLaw('S7', `v${culprit.version} is a rollback`);
  const name = `the target v${target.version}`;
  const own = books.seenHealthy[target.id] ?? 0;
  if (own < app.recovered) breakLaw('S4', `${name} was seen healthy ${own} times`);
  if (target.version >= culprit.version) breakLaw('S4', `${name} is not before the culprit`);
  const config = culprit.description.startsWith('Set ');
  if (target.artifact === culprit.artifact && !config) breakLaw('S5', `${name} has the same code`);
}

/** S6, S8 and S15, where a call meets Heroku. */
export function checkCall(worker: Worker, target: string, breakLaw: Break): void {
  const { claim, read } = worker;
  if (claim === null || claim.target.id !== target) {
    breakLaw('S15', `a rollback to ${target} without a stored intent`);
    return;
  }
  const { culprit, newestVersion } = claim;
  if (read === null) {
    breakLaw('S8', 'sent without a read after the claim');
    return;
  }
  const shown = read.find((release) => release.current);
  if (shown?.id !== culprit.id) {
    breakLaw('S8', `sent over v${shown?.version}, which the fresh read showed`);
  }
  const pending = read.find(
    ({ status, version }) => status === 'pending' && version > newestVersion,
  );
  if (pending !== undefined) breakLaw('S8', `sent while v${pending.version} is pending`);
}

/** S6: one rollback that Heroku took, and two calls at most whose fate was unknown. */
export function checkCalls({ books }: SmallWorld, culprit: string, breakLaw: Break): void {
  const { made = 0, open = 0 } = books.calls[culprit] ?? {};
  if (made > 1) breakLaw('S6', `${culprit} was rolled back ${made} times`);
  if (open > limits.rollbackSendsMax) breakLaw('S6', `${open} calls for ${culprit}`);
}

/** L1 to L5 of a world in which nothing goes wrong any more: what is not resolved yet. */
export function unresolved(world: SmallWorld): string | null {
  const item = world.items[`app#${app.name}`];
  if (item === undefined) return 'L7: the app was never looked at';
  const state = JSON.parse(item.body) as State;
  const { situation, incident } = state;
  const current = currentOf(world);
  if (state.currentId !== current.id) return `L7: v${current.version} runs, and is not known`;
  if (item.outbox !== '[]') return 'L4: alerts wait';
  if (world.books.racedUntold) return 'S8: a race was not told';
  if (!world.sick.includes(current.id)) {
    const calm = ['steady', 'watching', 'rolled-back'].includes(situation.name);
    return calm ? null : `L2: the app is well, and still ${situation.name}`;
  }
  const cried = incident !== null && world.books.criedOut === incident.id;
  const waits = ['held', 'down', 'escalated'].includes(situation.name);
  return cried && waits
    ? null
    : `L5: v${current.version} is sick, ${situation.name}, told: ${cried}`;
}
