/** The few fields of GitHub's answers that are used (GitHub REST API, version 2022-11-28). */
import * as v from 'valibot';

export const commitShape = v.pipe(
  v.object({ sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) }),
  v.transform(({ sha }) => sha),
);

export const checkRunsShape = v.pipe(
  v.object({
    total_count: v.number(),
    check_runs: v.array(
      v.object({ name: v.string(), status: v.string(), conclusion: v.nullable(v.string()) }),
    ),
  }),
  v.transform(({ total_count, check_runs }) => ({ total: total_count, entries: check_runs })),
);

export const combinedStatusShape = v.pipe(
  v.object({
    total_count: v.number(),
    statuses: v.array(v.object({ context: v.string(), state: v.string() })),
  }),
  v.transform(({ total_count, statuses }) => ({ total: total_count, entries: statuses })),
);

/** Newest first, as GitHub lists them. */
export const deploymentShape = v.pipe(
  v.array(v.object({ id: v.number() })),
  v.transform(([newest]) => newest?.id ?? null),
);

/** That it was accepted is all there is to know. */
export const anything = v.pipe(
  v.unknown(),
  v.transform(() => null),
);
