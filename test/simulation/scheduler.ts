/** Virtual time: a queue of what happens when, and nothing else ever waits. */

/** Something that happens at a moment. True: it let code under test go on. */
type Task = { readonly at: number; readonly order: number; readonly run: () => boolean };

/** Runs tasks in the order of their time, and lets the code under test run dry after each. */
export class Scheduler {
  /** Epoch milliseconds. */
  now: number;
  /** Tasks that were run. */
  steps = 0;
  /**
   * Lets every promise go on that can. Asked for from within a microtask, as here, Node runs the
   * next tick only once no microtask is left, and that costs no turn of the event loop.
   */
  runDry: () => Promise<void> = () => new Promise((done) => process.nextTick(done));
  private readonly heap: Task[] = [];
  private order = 0;

  constructor(now: number) {
    this.now = now;
  }

  /** Puts a task `afterMs` from now. */
  after(afterMs: number, run: () => boolean): void {
    this.order += 1;
    this.heap.push({ at: this.now + Math.max(0, afterMs), order: this.order, run });
    this.rise(this.heap.length - 1);
  }

  /** How much is still to come. */
  get waiting(): number {
    return this.heap.length;
  }

  /** Runs all that happens until then. What is later is forgotten with the scheduler. */
  async runUntil(end: number, goOn: () => boolean): Promise<void> {
    // From here on this is a microtask itself, see `runDry`.
    await null;
    for (let task = this.heap[0]; task !== undefined && task.at <= end; task = this.heap[0]) {
      this.removeFirst();
      this.now = task.at;
      this.steps += 1;
      if (task.run()) await this.runDry();
      if (!goOn()) return;
    }
    this.now = end;
  }

  private rise(index: number): void {
    for (let at = index; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < this.heap.length && this.isBefore(left, least)) least = left;
      if (right < this.heap.length && this.isBefore(right, least)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(left: number, right: number): boolean {
    const one = this.heap[left];
    const other = this.heap[right];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  private swap(left: number, right: number): void {
    const one = this.heap[left];
    const other = this.heap[right];
    if (one === undefined || other === undefined) return;
    this.heap[left] = other;
    this.heap[right] = one;
  }
}
