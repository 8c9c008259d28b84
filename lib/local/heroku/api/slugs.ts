import type { SmallApp } from '../app.ts';
import { stableUuid, timestamp } from '../identity.ts';
import type { Slug } from '../slug.ts';
import { type ApiAnswer, appRoute, type Call, listed, notFound, ok } from './call.ts';

/**
 * `/apps/{app}/slugs` and `/apps/{app}/builds`: every slug here came of one build that went well.
 */
export const slugRoutes = [
  appRoute('GET', '/slugs/:slug', showSlug),
  appRoute('GET', '/builds', listBuilds),
];

const keys = {
  created_at: (slug: Slug) => timestamp(slug.createdAt),
  id: (slug: Slug) => slug.id,
};

function showSlug(app: SmallApp, { parameters }: Call): ApiAnswer {
  const slug = app.slugs.get(parameters['slug'] ?? '');
  if (!slug) return notFound('slug');
  return ok({
    id: slug.id,
    commit: slug.commit,
    commit_description: slug.commitDescription,
    process_types: slug.processTypes,
    buildpack_provided_description: 'Node.js',
    checksum: null,
    size: 0,
    stack: { id: stableUuid(app.stack), name: app.stack },
    deleted_at: null,
    created_at: timestamp(slug.createdAt),
    updated_at: timestamp(slug.createdAt),
  });
}

function listBuilds(app: SmallApp, { range }: Call): ApiAnswer {
  const show = (slug: Slug) => ({
    id: stableUuid(`build ${slug.id}`),
    app: { id: app.id },
    slug: { id: slug.id },
    source_blob: { version: slug.commit },
    status: 'succeeded',
    created_at: timestamp(slug.createdAt),
    updated_at: timestamp(slug.createdAt),
  });
  return listed([...app.slugs.values()], range, { keys, show });
}
