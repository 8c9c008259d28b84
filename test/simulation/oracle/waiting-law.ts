/** L4: an alert that waits to be told with those of other apps waits for a bounded time. */
import type { Simulation } from '../simulation.ts';
import type { FaultName } from '../story/story.ts';
import type { Break, StoredAlert } from './records.ts';

const second = 1_000;
/** What the documents promise. */
const waitMsMax = 90 * second;
/** A watch sees after its own pause that the time is over; then it looks once more. */
const lookMs = 15 * second;

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

  constructor(simulation: Simulation, breakLaw: Break) {
    this.simulation = simulation;
    this.break = breakLaw;
  }

  stored({ id, kind, waitsUntil }: StoredAlert): void {
    if (waitsUntil === undefined) return;
    this.storedAt.set(id, this.simulation.now);
    this.simulation.reach.count('deed', 'alert-waits');
    if (acting.test(kind)) this.break('L4', `${id} is of a rollback, and waits`);
  }

  /** SNS has taken these for the first time, in a message of so many alerts. */
  taken(alerts: readonly StoredAlert[], inMessage: number): void {
    const { now, reach, story } = this.simulation;
    for (const { id } of alerts) {
      const since = this.storedAt.get(id);
      if (since === undefined) continue;
      if (inMessage > 1) reach.count('deed', 'alert-grouped');
      const waitedMs = now - since;
      if (waitedMs <= waitMsMax + story.watchMs + lookMs || this.isExcused(waitedMs)) continue;
      this.break('L4', `the alert ${id} was kept waiting for ${Math.round(waitedMs / second)} s`);
    }
  }

  private isExcused(waitedMs: number): boolean {
    const { faults, now } = this.simulation;
    return excuses.some((fault) => faults.heldLately(fault, now, waitedMs));
  }
}
