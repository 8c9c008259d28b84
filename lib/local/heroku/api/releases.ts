import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import type { LedgerEntry } from '../ledger.ts';
import { releaseView } from '../release-view.ts';
import { releaseRollback, releaseSlug } from '../releasing.ts';
import {
  type ApiAnswer,
  appRoute,
  type Call,
  created,
  invalid,
  listed,
  notFound,
  ok,
  parseBody,
} from './call.ts';

/** `/apps/{app}/releases`: the ledger, and its two ways to grow: a slug, or a rollback. */
export const releaseRoutes = [
  appRoute('GET', '/releases', listReleases),
  appRoute('GET', '/releases/:release', showRelease),
  appRoute('GET', '/releases/:release/config-vars', showReleaseConfig),
  appRoute('POST', '/releases', createRelease),
];

const keys = {
  version: (release: LedgerEntry) => release.version,
  id: (release: LedgerEntry) => release.id,
};

/** The body's key decides: `release` rolls back, `slug` releases code. */
const releaseCreate = valibot.union([
  valibot.object({ release: valibot.pipe(valibot.string(), valibot.uuid('must be a UUID')) }),
  valibot.object({
    slug: valibot.pipe(valibot.string(), valibot.uuid('must be a UUID')),
    description: valibot.optional(valibot.string()),
  }),
]);

function listReleases(app: SmallApp, { range }: Call): ApiAnswer {
  const show = (release: LedgerEntry) => releaseView(app, release);
  return listed(app.ledger.entries(), range, { keys, show });
}

function showRelease(app: SmallApp, call: Call): ApiAnswer {
  const release = findRelease(app, call);
  return release ? ok(releaseView(app, release)) : notFound('release');
}

function showReleaseConfig(app: SmallApp, call: Call): ApiAnswer {
  const release = findRelease(app, call);
  return release ? ok(release.configVars) : notFound('release');
}

function createRelease(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, releaseCreate);
  if (!parsed.ok) return parsed.answer;
  const { world } = call.platform;
  const userEmail = world.settings.email;
  if ('release' in parsed.value) return rollback(app, parsed.value.release, call);
  const slug = app.slugs.get(parsed.value.slug);
  if (!slug) return notFound('slug');
  const description = parsed.value.description ?? `Deploy ${slug.commit.slice(0, 8)}`;
  return created(releaseView(app, releaseSlug(app, { slug, description, userEmail }, world)));
}

function rollback(app: SmallApp, releaseId: string, { platform }: Call): ApiAnswer {
  const { world } = platform;
  const target = app.ledger.find(releaseId);
  if (!target) return notFound('release');
  const userEmail = world.settings.email;
  const release = releaseRollback(app, { target, userEmail }, world);
  if (release) return created(releaseView(app, release));
  return invalid(`Release v${target.version} is not eligible for rollback.`);
}

function findRelease(app: SmallApp, { parameters }: Call): LedgerEntry | null {
  return app.ledger.find(parameters['release'] ?? '');
}
