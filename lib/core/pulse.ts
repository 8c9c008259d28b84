/**
 * When the sweeps last saw each app of a shard healthy, and which of them are sick or were just
 * released: one item for a hundred apps, so that healthy apps cost next to no writes.
 */
import * as v from 'valibot';

const sickApp = v.object({
  app: v.string(),
  /** When its sickness began. */
  since: v.number(),
  /** Maintenance hid it until then: it may have begun as early as this. */
  hiddenSince: v.optional(v.number()),
  /** Its newest release that no add-on made; null: none is known. */
  releasedAt: v.nullable(v.number()),
});

const pulse = v.object({
  at: v.number(),
  healthyAt: v.array(v.tuple([v.string(), v.number()])),
  // Pulses of earlier versions of lastgood do not name the sick.
  sick: v.optional(v.array(sickApp), []),
  /** Whose release is being watched, and since when. */
  released: v.optional(v.array(v.tuple([v.string(), v.number()])), []),
  /** Whom this sweep could not look at, and when each was looked at last: nobody, as a rule. */
  missed: v.optional(v.array(v.tuple([v.string(), v.number()])), []),
});

/** Epoch milliseconds of the last healthy reading, by the app's name. */
export type Pulse = ReadonlyMap<string, number>;

/** An app that is sick, as other apps hear of it. */
export type SickApp = v.InferOutput<typeof sickApp>;

/** When the release of each app came, by the app's name. */
export type Released = ReadonlyMap<string, number>;

/** The key of a shard's pulse in the table. */
export function pulseKey(shard: number): string {
  return `pulse#${shard}`;
}

/**
 * Reads a pulse back. What cannot be read is no knowledge, and no failure: the next sweep writes it
 * anew.
 */
export function parsePulse(text: string): Pulse {
  return new Map(parse(text)?.healthyAt ?? []);
}

/** Who of the shard is sick, and when that was written; null: nothing is known. */
export function parseSickApps(
  text: string,
): { readonly at: number; readonly sick: readonly SickApp[] } | null {
  return parse(text);
}

/** Whose release the shard's sweep saw being watched; null: nothing is known. */
export function parseReleasedApps(
  text: string,
): { readonly at: number; readonly released: Released } | null {
  const parsed = parse(text);
  return parsed === null ? null : { at: parsed.at, released: new Map(parsed.released) };
}

/** When the apps of a shard were looked at last. */
export type Looks = {
  /** Epoch milliseconds of the sweep: all were looked at then but those that are in `missed`. */
  readonly at: number;
  readonly missed: ReadonlyMap<string, number>;
};

/** When each app of the shard was looked at; null: nothing is known. */
export function parseLooks(text: string): Looks | null {
  const parsed = parse(text);
  return parsed === null ? null : { at: parsed.at, missed: new Map(parsed.missed) };
}

/** The pulse as text. */
export function pulseText(
  at: number,
  healthyAt: Pulse,
  {
    sick = [],
    released = new Map(),
    missed = new Map(),
  }: Partial<Pick<Looks, 'missed'>> & { sick?: readonly SickApp[]; released?: Released } = {},
): string {
  return JSON.stringify({
    at,
    healthyAt: [...healthyAt],
    sick,
    released: [...released],
    missed: [...missed],
  });
}

function parse(text: string): v.InferOutput<typeof pulse> | null {
  try {
    const parsed = v.safeParse(pulse, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
