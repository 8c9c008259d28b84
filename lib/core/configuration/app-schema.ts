/** Every key of an app: what it takes, what it means, and what holds when it is left out. */
import * as v from 'valibot';
import { limits } from '../limits.ts';
import { target } from './addresses.ts';
import { expression, headers, json, status } from './assertions.ts';
import { environment, repository } from './github.ts';
import { count, duration, durationOrAlways, oneOf, text, texts } from './values.ts';
import { windows } from './windows.ts';

/** What `sustained` is made of. */
const sustained = v.strictObject(
  {
    failures: v.optional(count('Sick readings in a row.', 1, limits.countMax), 3),
    for: v.optional(duration('The time that they span at least.', { zero: true }), '30s'),
  },
  'a map such as { failures: 3, for: 30s }',
);

/** The keys of an app and of `defaults`. */
export const appSchema = v.strictObject(
  {
    health: v.optional(
      target(
        "What is probed: a path on the app's web_url, or a whole URL. A path may be a default.",
      ),
    ),
    headers: v.optional(
      headers(`Sent along; \${env:NAME} takes a value from the environment.`),
      {},
    ),
    status: v.optional(status('What passes: 200, 2xx, a range such as 200-299 or a list.'), 200),
    checkstring: v.optional(text('The whole body, white space trimmed, equals it.')),
    contains: v.optional(texts('All of these texts are in the raw body.'), []),
    lacks: v.optional(texts('None of these texts is in the raw body.'), []),
    matches: v.optional(expression('A regular expression (RE2) that is found in the raw body.')),
    json: v.optional(json('Path to value: the body is JSON and holds each value there.'), {}),
    within: v.optional(duration('Slower is degraded: an alert, never a rollback.')),
    certificate: v.optional(
      duration('An alert when the certificate expires sooner.', { zero: true }),
      '14d',
    ),
    timeout: v.optional(duration('One deadline for the whole probe.'), '10s'),
    redirects: v.optional(count('Redirects followed, on the same host only.', 0, 5), 0),
    version: v.optional(
      target('A path or URL whose body must change when a deploy brings other code.'),
    ),
    rollback: v.optional(
      oneOf('ask and off decide and alert the same, and never act.', ['auto', 'ask', 'off']),
      'auto',
    ),
    probation: v.optional(durationOrAlways('How long after a release it may be blamed.'), '24h'),
    sustained: v.optional(
      v.pipe(sustained, v.description('Sick for real: the count in a row and the time it spans.')),
      { failures: 3, for: '30s' },
    ),
    recovered: v.optional(
      count('Healthy readings in a row that make an app well again.', 1, limits.countMax),
      3,
    ),
    warmup: v.optional(
      duration(
        "Readings that are seen and not scored after a release. Left out: until the release's " +
          'web dynos are up, 75s at most, 240s with preboot or in a Private Space.',
        { zero: true },
      ),
    ),
    watch: v.optional(duration('The close look after the warm-up.'), '10m'),
    verify: v.optional(
      duration('Healthy for so long is a rollback that worked.', { zero: true }),
      '1m',
    ),
    releasePhase: v.optional(
      oneOf('Whether to act when the culprit ran a release command.', ['act', 'hold']),
      'act',
    ),
    maintenance: v.optional(
      windows('Weekly windows: new alerts are muted, nothing is acted on, all is measured.'),
      [],
    ),
    repository: v.optional(repository("Where the app's code is at GitHub: owner/name.")),
    environment: v.optional(
      environment("GitHub's name of the environment; left out: the app's own name."),
    ),
    checks: v.optional(
      oneOf("Whether the release's commit needs passing checks at GitHub: told, held, or not.", [
        'warn',
        'hold',
        'off',
      ]),
      'off',
    ),
  },
  'a map of keys',
);

/** An app's keys as parsed: durations in milliseconds, every default filled in. */
export type AppEntry = v.InferOutput<typeof appSchema>;
