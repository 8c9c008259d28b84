// What a webhook carries (Dev Center: app webhooks schema; release events as captured from the real
// platform).

import { randomUUID } from 'node:crypto';
import type { SmallApp } from './app.ts';
import type { DynoChange } from './dyno-world.ts';
import { timestamp, userOf } from './identity.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Settings } from './options.ts';
import { releaseView } from './release-view.ts';
import type { Slug } from './slug.ts';

type Body = Readonly<Record<string, unknown>>;
type Maker = Pick<Settings, 'now' | 'email'>;

/**
 * The body of an `api:release` event. Its `data` says more than the API does: the slug's commit,
 * the stack.
 */
export function releaseEventBody(
  app: SmallApp,
  action: 'create' | 'update',
  { release, maker }: { readonly release: LedgerEntry; readonly maker: Maker },
): Body {
  const slug = release.slugId ? app.slugs.get(release.slugId) : undefined;
  const data = {
    ...releaseView(app, release),
    app: { ...appOf(app), process_tier: 'basic' },
    slug: slug ? slugOf(slug) : null,
    stack: app.stack,
    pstable: {},
  };
  return envelope({ action, resource: 'release', data }, maker);
}

/** The body of a `dyno` event: created, changed, or destroyed when it is stopped. */
export function dynoEventBody(app: SmallApp, change: DynoChange, maker: Maker): Body {
  const { dyno, before, exitStatus } = change;
  const action = before === null ? 'create' : dyno.state === 'down' ? 'destroy' : 'update';
  const { release } = dyno.run;
  const data = {
    id: dyno.id,
    app: appOf(app),
    name: dyno.name,
    type: dyno.type,
    size: 'Basic',
    state: dyno.state,
    command: dyno.command,
    release: { id: release.id, version: release.version },
    management: 'formation',
    exit_status: exitStatus,
    created_at: timestamp(dyno.createdAt),
    updated_at: timestamp(dyno.updatedAt),
  };
  return envelope({ action, resource: 'dyno', data }, maker);
}

function appOf(app: SmallApp) {
  return { id: app.id, name: app.name };
}

function slugOf({ id, commit, commitDescription }: Slug) {
  return { id, commit, commit_description: commitDescription };
}

function envelope(event: { action: string; resource: string; data: object }, maker: Maker): Body {
  const at = maker.now();
  const precise = new Date(at).toISOString().replace('Z', '000Z');
  return {
    id: randomUUID(),
    created_at: precise,
    updated_at: precise,
    published_at: timestamp(at),
    sequence: null,
    previous_data: {},
    actor: userOf(maker.email),
    version: 'application/vnd.heroku+json; version=3',
    ...event,
  };
}
