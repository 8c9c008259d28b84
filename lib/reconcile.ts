/**
 * The conductor: observe → decide → claim → act, for one app. It is the one place that knows both
 * the deciding and the acting half. Level-triggered: it never trusts what woke it, and stopping at
 * any line is put right by the next look.
 */
import type { Item } from './adapters/dynamodb.ts';
import type { App } from './core/app.ts';
import type { Cause } from './core/cause.ts';
import { checkHash } from './core/check-hash.ts';
import { needsCloseLook } from './core/close-look.ts';
import { logWanted } from './core/decide/ask-log.ts';
import { type Decision, decide } from './core/decide.ts';
import type { Input } from './core/draft.ts';
import { isWorthKeeping } from './core/history.ts';
import { hasWaiting } from './core/outbox.ts';
import type { Reading } from './core/reading.ts';
import { type Report, type ReportOutcome, settleReport } from './core/report.ts';
import { settleRollback } from './core/settle-rollback.ts';
import { type Occasion, withWait } from './core/shared-occasion.ts';
import type { State } from './core/state.ts';
import { tellCause } from './core/tell-cause.ts';
import { version } from './core/version.ts';
import { findShared, noneShared } from './reconcile/find-shared.ts';
import { takeRoom } from './reconcile/fleet-room.ts';
import { logLook, logOutcome } from './reconcile/journal.ts';
import { keepHistory } from './reconcile/keep-history.ts';
import { type Memory, recall, remember, save } from './reconcile/memory.ts';
import { observe, type Wake } from './reconcile/observe.ts';
import { performRollback } from './reconcile/perform.ts';
import { publishDue } from './reconcile/publish.ts';
import { keep, type Recorded, record, withOutbox } from './reconcile/record.ts';
import { seekCause } from './reconcile/seek-cause.ts';
import { tellGitHub } from './reconcile/tell-github.ts';
import type { World } from './world.ts';

/** What one look brought, for whoever wakes apps. */
export type Look = {
  readonly reading: Reading;
  readonly state: State;
  /** True while the app deserves a look every few seconds. */
  readonly close: boolean;
  /** False: somebody else wrote first, and nothing of this look was kept. */
  readonly kept: boolean;
  /** When the oldest alert that SNS has not accepted was decided; null: none waits. */
  readonly oldestAlertAt: number | null;
  readonly alertsWaiting: number;
  /** Decisions of this look that are missing in the history; the log says why. */
  readonly historyLost: number;
  /** True while alerts wait to be told together with those of other apps, for a bounded time. */
  readonly waits: boolean;
  /** What the caller wanted to send and has to; null: nothing. */
  readonly unsent: Memory | null;
};

/** Looks at one app once. Throws StoreError when the table cannot be used. */
export async function reconcile(
  world: World,
  app: App,
  look: {
    readonly item: Item | null;
    readonly wake: Wake;
    /** The lease on the close look to take; null: give it back; undefined: leave it alone. */
    readonly lease?: State['closeLook'];
    /** True: alerts that come with no rollback are left to the caller to send, in `unsent`. */
    readonly publishLater?: boolean;
  },
): Promise<Look> {
  const hash = checkHash(app);
  const memory = recall(app, look.item, { hash, now: world.clock.now() });
  const facts = await observe(world, app, memory.state, look.wake);
  const { configuration } = world;
  const now = world.clock.now();
  const input: Input = { app, configuration, checkHash: hash, state: memory.state, facts, now };
  const decision = decide(input);
  const together = look.publishLater === true && !needsCloseLook(decision.state, app, now);
  const { releasedAt } = look.wake;
  const about = { ...decision, releasedAt };
  const shared = together ? noneShared : await findShared(world, input, about);
  const alerts = withWait(decision.alerts, shared, now);
  const state = withLease(decision.state, app, { lease: look.lease, now });
  const claimed = await claim(world, app, { memory, decision: { ...decision, state, alerts } });
  logLook(world, input, claimed === null ? memory.state : decision.state);
  if (claimed === null) return lookOf(world, app, { memory, reading: facts.reading, kept: false });
  const worth = isWorthKeeping(memory.state, decision);
  const entry = { revision: claimed.revision, madeBy: version, input, outcome: null, decision };
  const later = look.publishLater === true && decision.effect === null;
  const suspect = logWanted(memory.state, decision.state);
  const [acted, historyKept, cause] = await Promise.all([
    act(world, app, { input, decision, memory: claimed, later }),
    worth ? keepHistory(world, entry) : true,
    suspect === null ? null : seekCause(world, app, suspect),
  ]);
  const { memory: before } = acted;
  const told =
    cause === null ? null : await tell(world, app, { input, memory: before, cause, later, shared });
  const last = told?.memory ?? before;
  const seen = lookOf(world, app, { memory: last, reading: facts.reading, kept: true });
  const lost = [historyKept, acted.historyKept, told?.historyKept ?? true].filter((kept) => !kept);
  const unsent = later && last.outbox.length > 0 ? last : null;
  return { ...seen, historyLost: lost.length, unsent };
}

/** One write for state, alerts and intent; whoever loses it does nothing at all. */
async function claim(
  world: World,
  app: App,
  { memory, decision }: { memory: Memory; decision: Decision },
): Promise<Memory | null> {
  const next = remember(memory, decision);
  if (memory.stored && next === memory) return memory;
  const { effect } = decision;
  if (effect !== null && !(await takeRoom(world, app, effect.intent.culprit.id))) return null;
  return save(world, app, next);
}

type Acting = { input: Input; decision: Decision; memory: Memory; later: boolean };

/** Rollback, waiting alerts and word to GitHub go out side by side: none waits for another. */
async function act(
  world: World,
  app: App,
  { input, decision, memory, later }: Acting,
): Promise<Recorded> {
  const { effect, report } = decision;
  const { state } = memory;
  const [outcome, left, told] = await Promise.all([
    effect === null ? null : performRollback(world, app, effect.intent),
    later ? memory.outbox : publishDue(world, memory.outbox),
    report === null ? null : tellGitHub(world, app, { report, state }),
  ]);
  const sent = withTold(withOutbox(memory, left), report, {
    outcome: told,
    now: world.clock.now(),
  });
  if (outcome === null || effect === null) {
    const kept = await keep(world, app, { before: memory, after: sent });
    return { memory: kept, historyKept: true };
  }
  logOutcome(world, app, effect.intent, outcome.kind);
  const settling: Input = { ...input, state: memory.state, now: world.clock.now() };
  const settled = settleRollback(settling, outcome);
  const entry = { input: settling, outcome, decision: settled };
  return record(world, app, { before: memory, after: remember(sent, settled), entry });
}

/** What the log tells is told under the incident, after all else was done. */
async function tell(
  world: World,
  app: App,
  told: Omit<Acting, 'decision'> & { cause: Cause; shared: ReadonlySet<Occasion> },
): Promise<Recorded> {
  const { input, memory, cause, later, shared } = told;
  const telling: Input = { ...input, state: memory.state, now: world.clock.now() };
  const decision = tellCause(telling, cause);
  const entry = { input: telling, outcome: { kind: 'log-read', cause }, decision } as const;
  const alerts = withWait(decision.alerts, shared, telling.now);
  const after = remember(memory, { ...decision, alerts });
  return record(world, app, { before: memory, after, entry, later });
}

function withTold(
  memory: Memory,
  report: Report | null,
  { outcome, now }: { readonly outcome: ReportOutcome | null; readonly now: number },
): Memory {
  if (report === null || outcome === null) return memory;
  return { ...memory, state: settleReport(memory.state, report, { outcome, now }) };
}

/**
 * A lease is taken with the look's own write, and given back as soon as no close look is needed.
 */
function withLease(
  state: State,
  app: App,
  { lease, now }: { lease: State['closeLook'] | undefined; now: number },
): State {
  if (lease === undefined) return state;
  return { ...state, closeLook: needsCloseLook(state, app, now) ? lease : null };
}

function lookOf(
  world: World,
  app: App,
  { memory, reading, kept }: { memory: Memory; reading: Reading; kept: boolean },
): Look {
  return {
    reading,
    state: memory.state,
    close: needsCloseLook(memory.state, app, world.clock.now()),
    kept,
    oldestAlertAt: memory.outbox[0]?.at ?? null,
    alertsWaiting: memory.outbox.length,
    historyLost: 0,
    waits: hasWaiting(memory.outbox, world.clock.now()),
    unsent: null,
  };
}
