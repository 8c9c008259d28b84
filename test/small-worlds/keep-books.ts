/** Writes into the books what happens, and holds it against the laws. */
import type { Item } from '../../lib/adapters/dynamodb.ts';
import type { Release } from '../../lib/core/release.ts';
import type { Intent, State } from '../../lib/core/state.ts';
import type { Break } from '../simulation/oracle/records.ts';
import { alertsOf, type Books } from './books.ts';
import { checkCalls, checkPlan, checkTurn, checkWrite } from './laws.ts';
import { app } from './policy.ts';
import { currentOf, type Probed, type SmallWorld, type Worker } from './small-world.ts';

/** A probe has found something, whatever becomes of its look. */
export function noteProbe(world: SmallWorld, { health }: Probed): SmallWorld {
  const lastProbe = health === 'unknown' ? world.books.lastProbe : health;
  return { ...world, books: { ...world.books, lastProbe } };
}

/** A release has become current: did it, or the change set that it is in, come to a well app? */
export function noteRelease(world: SmallWorld, previous: Release): SmallWorld {
  const { books } = world;
  const unproven = (books.seenHealthy[previous.id] ?? 0) < 8;
  const well = books.lastProbe === 'healthy';
  const inSet = unproven && books.cameWell.includes(previous.id);
  if (!well && !inSet) return world;
  const cameWell = [...books.cameWell, currentOf(world).id];
  return { ...world, books: { ...books, cameWell } };
}

type Written = { readonly before: Item | null; readonly item: Item; readonly breakLaw: Break };

/** An item was stored. */
export function wrote(
  world: SmallWorld,
  worker: Worker,
  { before, item, breakLaw }: Written,
): { readonly world: SmallWorld; readonly worker: Worker } {
  checkWrite(before, item, breakLaw);
  if (item.key !== `app#${app.name}`) return { world, worker };
  const books = withOutbox(worker.kept ? world.books : withReading(world, worker.probed), {
    before,
    item,
    breakLaw,
  });
  const noted = { ...world, books };
  const was = before === null ? null : (JSON.parse(before.body) as State);
  const state = JSON.parse(item.body) as State;
  const had = new Set(alertsOf(before?.outbox).map(({ id }) => id));
  const added = alertsOf(item.outbox).filter(({ id }) => !had.has(id));
  checkTurn({ world: noted, worker, was, state, added }, breakLaw);
  const kept = { ...worker, kept: true };
  const claim = claimOf(was, state);
  if (claim === null) return { world: noted, worker: kept };
  if (claim.plan) checkPlan(noted, worker, claim.intent, breakLaw);
  const { culprit } = claim.intent;
  const plans = claim.plan ? [...books.plans, { culprit: culprit.id, at: world.now }] : books.plans;
  const claimed = { ...kept, claim: claim.intent, read: null };
  return { world: { ...noted, books: { ...books, plans } }, worker: claimed };
}

/** A call has met Heroku: it made a release, or nobody knows. */
export function called(
  world: SmallWorld,
  worker: Worker,
  { made, breakLaw }: { readonly made: Release | null; readonly breakLaw: Break },
): SmallWorld {
  const { books } = world;
  const culprit = worker.claim?.culprit.id ?? '';
  const before = books.calls[culprit] ?? { open: 0, made: 0 };
  const calls = {
    ...books.calls,
    [culprit]: { open: before.open + 1, made: before.made + (made === null ? 0 : 1) },
  };
  const newest = world.releases[made === null ? 0 : 1];
  const raced = made !== null && (newest?.version ?? 0) > (worker.claim?.newestVersion ?? 0);
  // Somebody's rollback to the very same release is not undone by ours.
  const same = newest?.description === made?.description;
  const racedUntold = books.racedUntold || (raced && !same);
  const after = { ...world, books: { ...books, calls, racedUntold } };
  checkCalls(after, culprit, breakLaw);
  return after;
}

/** The first write of a look keeps its reading. */
function withReading({ books, fault }: SmallWorld, { at, health, releaseId }: Probed): Books {
  if (health === 'unknown') return books;
  if (health === 'healthy') {
    const seen = Math.min(10, (books.seenHealthy[releaseId] ?? 0) + 1);
    return { ...books, row: null, seenHealthy: { ...books.seenHealthy, [releaseId]: seen } };
  }
  const { row } = books;
  // An old read can have shown the release before as the one that answered.
  const goesOn = row !== null && (row.releaseId === releaseId || fault === 'stale-read');
  const since = goesOn ? row.since : at;
  return { ...books, row: { releaseId, count: (goesOn ? row.count : 0) + 1, since } };
}

function withOutbox(books: Books, { before, item, breakLaw }: Written): Books {
  const has = alertsOf(item.outbox);
  const ids = new Set(has.map(({ id }) => id));
  const left = alertsOf(before?.outbox).filter(({ id }) => !ids.has(id));
  for (const { id } of left) {
    if (!books.accepted.includes(id)) breakLaw('L4', `${id} left its outbox, and was never sent`);
  }
  const gone = new Set(left.map(({ id }) => id));
  const critical = left.findLast(({ severity }) => severity === 'critical');
  const raceTold = has.some(({ kind }) => kind === 'rollback-raced');
  return {
    ...books,
    accepted: books.accepted.filter((id) => !gone.has(id)),
    criedOut: critical?.incident ?? books.criedOut,
    racedUntold: books.racedUntold && !raceTold,
  };
}

type Claimed = { readonly plan: boolean; readonly intent: Intent };

function claimOf(was: State | null, { situation }: State): Claimed | null {
  if (situation.name !== 'rolling-back') return null;
  const before = was?.situation;
  const { intent } = situation;
  const plan = before?.name !== 'rolling-back' || before.intent.plannedAt !== intent.plannedAt;
  if (plan) return { plan, intent };
  return intent.sends > before.intent.sends ? { plan, intent } : null;
}
