import * as v from 'valibot';
import { limits } from '../../core/limits.ts';
import type { Dyno, Formation, HerokuApp, Release } from '../../core/release.ts';
import { safeLine } from '../../core/safe-line.ts';

// The few fields of the Platform API that are used (https://api.heroku.com/schema). Fields that
// nobody asks for may be anything. The shapes turn Heroku's words into the core's.

const Text = v.pipe(v.string(), v.nonEmpty());

const Timestamp = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.check((at) => Number.isFinite(at), 'Invalid timestamp'),
);

const Identified = v.nullish(v.object({ id: Text }), null);

const WireRelease = v.object({
  id: Text,
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  // Releases from before Heroku had a status carry null; they were live once.
  status: v.nullish(v.picklist(['pending', 'succeeded', 'failed', 'expired']), 'succeeded'),
  current: v.boolean(),
  eligible_for_rollback: v.nullish(v.boolean(), null),
  description: v.nullish(v.string(), ''),
  user: v.nullish(v.object({ email: v.nullish(v.string(), null) }), null),
  slug: Identified,
  oci_image: Identified,
  artifacts: v.nullish(v.array(v.object({ id: Text, type: v.nullish(v.string(), '') })), []),
  addon_plan_names: v.nullish(v.array(v.string()), []),
  created_at: Timestamp,
});

/** One release. A status that is not known is refused: it could be one that forbids to act. */
export const releaseShape = v.pipe(
  WireRelease,
  v.transform(
    (wire): Release => ({
      id: wire.id,
      version: wire.version,
      status: wire.status,
      current: wire.current,
      // Heroku tells since November 2024; before it, what had succeeded could be gone back to.
      eligibleForRollback: wire.eligible_for_rollback ?? wire.status === 'succeeded',
      description: safeLine(wire.description, limits.herokuMessageCharactersMax),
      userEmail: wire.user?.email ?? null,
      artifact: artifactOf(wire),
      slugId: wire.slug?.id ?? wire.artifacts.find(({ type }) => type === 'slug')?.id ?? null,
      addonPlans: wire.addon_plan_names,
      createdAt: wire.created_at,
    }),
  ),
);

/** What code a release runs, as one key: the same key is the same code. */
function artifactOf(wire: v.InferOutput<typeof WireRelease>): string | null {
  const ids = wire.artifacts.map(({ id }) => id).toSorted();
  if (ids.length > 0) return ids.join('+');
  return wire.slug?.id ?? wire.oci_image?.id ?? null;
}

export const appShape = v.pipe(
  v.object({
    id: Text,
    name: Text,
    web_url: v.nullish(v.string(), null),
    maintenance: v.boolean(),
    released_at: v.nullish(Timestamp, null),
    space: v.nullish(v.unknown(), null),
  }),
  v.transform(
    (wire): HerokuApp => ({
      id: wire.id,
      name: wire.name,
      webUrl: wire.web_url,
      maintenance: wire.maintenance,
      releasedAt: wire.released_at,
      privateSpace: wire.space !== null,
    }),
  ),
);

export const dynoShape = v.pipe(
  v.object({
    name: Text,
    type: Text,
    state: Text,
    release: v.nullish(v.object({ version: v.nullish(v.number(), null) }), null),
  }),
  v.transform(
    ({ name, type, state, release }): Dyno => ({
      name,
      type,
      state,
      releaseVersion: release?.version ?? null,
    }),
  ),
);

export const formationShape = v.pipe(
  v.object({ type: Text, quantity: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  v.transform(({ type, quantity }): Formation => ({ type, quantity })),
);

export const featureShape = v.object({ name: Text, enabled: v.boolean() });

export const slugShape = v.pipe(
  v.object({ commit: v.nullable(v.string()) }),
  v.transform(({ commit }) => commit),
);

/** The address of a log session is a secret in itself: whoever has it reads the app's log. */
export const logSessionShape = v.pipe(
  v.object({ logplex_url: v.pipe(v.string(), v.url()) }),
  v.transform(({ logplex_url }) => logplex_url),
);
