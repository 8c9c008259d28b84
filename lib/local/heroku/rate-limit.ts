/**
 * A token bucket: Heroku gives an account 4,500 calls, of which 75 come back a minute (Dev Center:
 * limits).
 */
export class RateLimit {
  readonly #capacity: number;
  readonly #refillPerMs: number;
  readonly #now: () => number;
  #tokens: number;
  #countedAt: number;

  constructor(limit: { capacity: number; refillPerMinute: number }, now: () => number) {
    this.#capacity = limit.capacity;
    this.#refillPerMs = limit.refillPerMinute / 60_000;
    this.#now = now;
    this.#tokens = limit.capacity;
    this.#countedAt = now();
  }

  /** Takes one call out of the bucket; false when there is none. */
  take(): boolean {
    if (this.remaining() < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whole calls left. */
  remaining(): number {
    const now = this.#now();
    const refilled = this.#tokens + (now - this.#countedAt) * this.#refillPerMs;
    this.#tokens = Math.min(this.#capacity, refilled);
    this.#countedAt = now;
    return Math.floor(this.#tokens);
  }
}
