/** A deploy that somebody told us of, so that its verdict can be asked for. */
import * as v from 'valibot';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { instant } from './state/instant.ts';
import type { State } from './state.ts';

const deployShape = v.object({
  id: v.string(),
  app: v.string(),
  /** 7 to 40 hexadecimal digits in lower case; null: not said. */
  commit: v.nullable(v.string()),
  /** Heroku's number of the release; null: not said. */
  version: v.nullable(v.number()),
  askedAt: instant,
  /** The release that was current, as far as was known, when it was told of. */
  currentId: v.nullable(v.string()),
});

/**
 * What is kept of a deploy. Its verdict is not: it is derived from the app's state each time, so
 * that there is one truth.
 */
export type Deploy = v.InferOutput<typeof deployShape>;

/** The key of a deploy's item in the table. */
export function deployKey(id: string): string {
  return `deploy#${id}`;
}

/** A deploy as it begins. */
export function newDeploy(
  told: Pick<Deploy, 'app' | 'commit' | 'version'>,
  at: { readonly id: string; readonly now: number; readonly state: State | null },
): Deploy {
  return { ...told, id: at.id, askedAt: at.now, currentId: at.state?.currentId ?? null };
}

/** When DynamoDB may delete it: epoch seconds, as its time to live asks. */
export function deployExpiry({ askedAt }: Deploy): number {
  return Math.floor(askedAt / 1000) + limits.deployDaysMax * 86_400;
}

/** Reads stored text back; null: it is damaged, or it is too old to be asked for. */
export function parseDeploy(text: string, now: number): Deploy | null {
  const parsed = v.safeParse(deployShape, parseJson(text));
  // The table deletes late, and the embedded one not at all.
  return parsed.success && deployExpiry(parsed.output) * 1000 > now ? parsed.output : null;
}
