import type { Phases } from '../../core/reading.ts';
import type { Clock } from '../clock.ts';

/** The parts of one probe, in the order in which they are passed through. */
export type Phase = 'dns' | 'connect' | 'tls' | 'headers' | 'body';

/**
 * Measures the phases of one probe with the monotonic clock, so that no correction of the machine's
 * time falsifies them. Over redirects the times of a phase add up.
 */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #spent: Partial<Record<Phase, number>> = {};
  #phase: Phase | null = null;
  #enteredAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
    this.#enteredAt = this.#startedAt;
  }

  /** The phase that is under way, or in which the probe ended; null: none was begun. */
  get phase(): Phase | null {
    return this.#phase;
  }

  /** Ends the phase under way and begins another. */
  enter(phase: Phase): void {
    this.#book(this.#clock.monotonic());
    this.#phase = phase;
  }

  /** What was spent so far; the phase under way counts up to now. */
  read(): Phases {
    const now = this.#clock.monotonic();
    this.#book(now);
    const { dns, connect, tls, headers, body } = this.#spent;
    return {
      dnsMs: dns ?? null,
      connectMs: connect ?? null,
      tlsMs: tls ?? null,
      headersMs: headers ?? null,
      bodyMs: body ?? null,
      totalMs: now - this.#startedAt,
    };
  }

  #book(now: number): void {
    if (this.#phase !== null) {
      this.#spent[this.#phase] = (this.#spent[this.#phase] ?? 0) + now - this.#enteredAt;
    }
    this.#enteredAt = now;
  }
}
