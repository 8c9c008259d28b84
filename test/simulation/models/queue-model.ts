/** SQS as it is at its worst: messages come late, twice, in any order, or not at all. */
import { parseQueueMessage, type QueueMessage } from '../../../lib/core/queue-message.ts';
import type { Simulation } from '../simulation.ts';

const receivesMax = 3;

/** Works on one message; `done(false)`: it is to be brought again. */
export type Consumer = (message: QueueMessage, done: (well: boolean) => void) => void;

export class QueueModel {
  /** Messages that nobody could work on. */
  readonly dead: QueueMessage[] = [];
  private readonly simulation: Simulation;
  private readonly consume: Consumer;

  constructor(simulation: Simulation, consume: Consumer) {
    this.simulation = simulation;
    this.consume = consume;
  }

  send(message: QueueMessage): { ok: true } | { ok: false; reason: string } {
    const { faults, now, random } = this.simulation;
    const parsed = parseQueueMessage(JSON.stringify(message));
    if (parsed.kind === 'malformed') throw new Error(parsed.reason);
    if (faults.strikes('queue-refuses', now)) return { ok: false, reason: 'no answer' };
    if (faults.strikes('queue-loses', now)) return { ok: true };
    const late = faults.strikes('queue-late', now) ? random.between(10_000, 400_000) : 0;
    this.deliver(parsed, late + random.between(50, 900), 1);
    if (faults.strikes('queue-doubles', now)) {
      this.deliver(parsed, random.between(50, 20_000), 1);
    }
    return { ok: true };
  }

  private deliver(message: QueueMessage, afterMs: number, receives: number): void {
    const { scheduler, random } = this.simulation;
    scheduler.after(afterMs, () => {
      this.consume(message, (well) => {
        if (well) return;
        if (receives < receivesMax) {
          this.deliver(message, random.between(5_000, 60_000), receives + 1);
        } else this.dead.push(message);
      });
      return true;
    });
  }
}
