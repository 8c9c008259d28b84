import type { Clock } from '../clock.ts';

/** One end of time for all that a probe does. What is under way registers how it is stopped. */
export class Deadline {
  readonly #ended = new AbortController();
  #isOver = false;
  #stop: (() => void) | null = null;

  constructor(clock: Clock, timeoutMs: number) {
    void clock.sleep(timeoutMs, this.#ended.signal).then(() => this.#pass());
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** From now on this is what the deadline stops; at once, when it has passed. null: nothing. */
  stops(stop: (() => void) | null): void {
    this.#stop = stop;
    if (this.#isOver) stop?.();
  }

  /** The probe is over: no timer stays behind. */
  end(): void {
    this.#stop = null;
    this.#ended.abort();
  }

  #pass(): void {
    if (this.#ended.signal.aborted) return;
    this.#isOver = true;
    this.#stop?.();
  }
}
