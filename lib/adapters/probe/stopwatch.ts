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
  #startedAt: number | null = null;
  readonly #spent: Partial<Record<Phase, number>> = {};
  #phase: Phase | null = null;
  #enteredAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The phase that is under way, or in which the probe ended; null: none was begun. */
  get phase(): Phase | null {
    return this.#phase;
  }

  /** Ends the phase under way and begins another. The total runs from the first one. */
  enter(phase: Phase): void {
    const now = this.#clock.monotonic();
    this.#startedAt ??= now;
    this.#book(now);
    this.#phase = phase;
  }

  /** What was spent so far; the phase under way counts up to now. */
  read(): Phases {
    const now = this.#clock.monotonic();
    this.#book(now);
    const { dns, connect, tls, headers, body } = this.#spent;
    return {
      dnsMs: rounded(dns),
      connectMs: rounded(connect),
      tlsMs: rounded(tls),
      headersMs: rounded(headers),
      bodyMs: rounded(body),
      totalMs: rounded(now - (this.#startedAt ?? now)) ?? 0,
    };
  }

  #book(now: number): void {
    if (this.#phase !== null) {
      this.#spent[this.#phase] = (this.#spent[this.#phase] ?? 0) + now - this.#enteredAt;
    }
    this.#enteredAt = now;
  }
}

/** Nothing on a network is known more exactly than to a hundredth of a millisecond. */
function rounded(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms * 100) / 100;
}
