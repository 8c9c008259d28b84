/**
 * When the sweeps last saw each app of a shard healthy: one item for a hundred apps, so that
 * healthy apps cost next to no writes.
 */
import * as v from 'valibot';

const pulse = v.object({
  at: v.number(),
  healthyAt: v.array(v.tuple([v.string(), v.number()])),
});

/** Epoch milliseconds of the last healthy reading, by the app's name. */
export type Pulse = ReadonlyMap<string, number>;

/** The key of a shard's pulse in the table. */
export function pulseKey(shard: number): string {
  return `pulse#${shard}`;
}

/**
 * Reads a pulse back. What cannot be read is no knowledge, and no failure: the next sweep writes it
 * anew.
 */
export function parsePulse(text: string): Pulse {
  try {
    const parsed = v.safeParse(pulse, JSON.parse(text));
    return new Map(parsed.success ? parsed.output.healthyAt : []);
  } catch {
    return new Map();
  }
}

/** The pulse as text. */
export function pulseText(at: number, healthyAt: Pulse): string {
  return JSON.stringify({ at, healthyAt: [...healthyAt] });
}
