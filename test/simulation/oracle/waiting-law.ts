/**
 * L4: an alert that waits to be told with those of other apps waits for a bounded time, and nothing
 * of its outbox is told before what is older. What is done to an app, and what somebody takes back,
 * does not wait at all.
 */
import { occasionOf } from '../../../lib/core/shared-occasion.ts';
import type { Simulation } from '../simulation.ts';
import type { FaultName } from '../story/story.ts';
import type { Break, StoredAlert } from './records.ts';

const second = 1_000;
/** What the documents promise. */
const waitMsMax = 90 * second;
/** A watch sees after its own pause that the time is over; then it looks once more. */
const lookMs = 15 * second;
/** One outbox is sent in less. */
const passMs = 60 * second;

/**
 * Whoever has to send it is gone or late, or SNS does not take it. A sweep that is missing is no
 * excuse: the app's own watch stands in for it.
 */
const excuses: readonly FaultName[] = [
  'topic-refuses',
  'topic-refuses-for-good',
  'topic-answer-lost',
  'crash',
  'slow',
  'clock-skew',
  'store-throttled',
  'store-answer-lost',
  'queue-refuses',
  'queue-loses',
  'queue-late',
];

/** What is done to an app is never kept back by this. */
const acting = /^(rollback-(?!held)|rolled-back)/;

export class WaitingLaw {
  private readonly simulation: Simulation;
  private readonly break: Break;
  private readonly storedAt = new Map<string, number>();
  /** By item: what SNS has not taken yet, oldest first. */
  private readonly untaken = new Map<string, StoredAlert[]>();
  private readonly itemOf = new Map<string, string>();
  private readonly refusedAt = new Map<string, number>();

  constructor(simulation: Simulation, breakLaw: Break) {
    this.simulation = simulation;
    this.break = breakLaw;
  }

  stored(alert: StoredAlert, item: string): void {
    const { id, kind, waitsUntil, facts } = alert;
    this.untaken.set(item, [...(this.untaken.get(item) ?? []), alert]);
    this.itemOf.set(id, item);
    if (waitsUntil === undefined) return;
    this.storedAt.set(id, this.simulation.now);
    this.simulation.reach.count(
      'deed',
      occasionOf(alert) === 'released' ? 'release-waits' : 'alert-waits',
    );
    const back = facts['change'] === 'rollback';
    if (acting.test(kind) || back) this.break('L4', `${id} is of a rollback, and waits`);
  }

  /** SNS has not taken a message with these. */
  refused(ids: readonly string[]): void {
    for (const id of ids) this.refusedAt.set(id, this.simulation.now);
  }

  /** Nobody can read these any more. */
  damaged(item: string): void {
    this.untaken.delete(item);
  }

  /** SNS has taken these for the first time, in a message of so many alerts. */
  taken(alerts: readonly StoredAlert[], inMessage: number): void {
    const { now, reach, story } = this.simulation;
    this.checkOrder(alerts);
    for (const alert of alerts) {
      const { id } = alert;
      const since = this.storedAt.get(id);
      if (since === undefined) continue;
      const released = occasionOf(alert) === 'released';
      if (inMessage > 1) reach.count('deed', released ? 'release-grouped' : 'alert-grouped');
      const waitedMs = now - since;
      if (waitedMs <= waitMsMax + story.watchMs + lookMs || this.isExcused(waitedMs)) continue;
      this.break('L4', `the alert ${id} was kept waiting for ${Math.round(waitedMs / second)} s`);
    }
  }

  /** What SNS has just refused, or took without a word, is no fault of the order. */
  private checkOrder(alerts: readonly StoredAlert[]): void {
    const taken = new Set(alerts.map(({ id }) => id));
    for (const item of new Set(alerts.map(({ id }) => this.itemOf.get(id) ?? ''))) {
      const waiting = this.untaken.get(item) ?? [];
      const last = waiting.findLastIndex(({ id }) => taken.has(id));
      const older = waiting.slice(0, last + 1).filter(({ id }) => !taken.has(id));
      const left = older.find(({ id }) => !this.wasRefused(id));
      if (left !== undefined) {
        this.break('L4', `${waiting[last]?.id} was told before ${left.id}, which is older`);
      }
      const rest = waiting.filter(({ id }) => !taken.has(id));
      this.untaken.set(item, rest);
    }
  }

  private wasRefused(id: string): boolean {
    return this.simulation.now - (this.refusedAt.get(id) ?? 0) <= passMs;
  }

  private isExcused(waitedMs: number): boolean {
    const { faults, now } = this.simulation;
    return excuses.some((fault) => faults.heldLately(fault, now, waitedMs));
  }
}
