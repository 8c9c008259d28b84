import * as valibot from 'valibot';
import { type SmallApp, webUrl } from '../app.ts';
import { route } from '../http-table.ts';
import { stableUuid, timestamp, userOf } from '../identity.ts';
import {
  type ApiAnswer,
  appRoute,
  type Call,
  type Handler,
  listed,
  notFound,
  ok,
  parseBody,
} from './call.ts';

/** `/apps`: the apps themselves, and the empty neighbours that `heroku apps:info` asks for. */
export const appRoutes = [
  route<Handler>('GET', '/apps', listApps),
  route<Handler>('GET', '/users/~/apps', listApps),
  appRoute('GET', '', (app, call) => ok(appView(app, call))),
  appRoute('PATCH', '', updateApp),
  appRoute('GET', '/collaborators', listCollaborators),
  appRoute('GET', '/pipeline-couplings', () => notFound('pipeline coupling')),
];

const keys = {
  name: (app: SmallApp) => app.name,
  id: (app: SmallApp) => app.id,
  updated_at: (app: SmallApp) => timestamp(app.updatedAt),
};

const appUpdate = valibot.object({ maintenance: valibot.optional(valibot.boolean()) });

function listApps(call: Call): ApiAnswer {
  const show = (app: SmallApp) => appView(app, call);
  return listed(call.platform.apps(), call.range, { keys, show });
}

function updateApp(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, appUpdate);
  if (!parsed.ok) return parsed.answer;
  const { maintenance } = parsed.value;
  if (maintenance !== undefined) app.maintenance = maintenance;
  app.updatedAt = call.platform.world.settings.now();
  return ok(appView(app, call));
}

function listCollaborators(_app: SmallApp, { platform }: Call): ApiAnswer {
  const user = userOf(platform.world.settings.email);
  return ok([{ id: stableUuid(`collaborator ${user.id}`), role: 'owner', user }]);
}

/** Variant 3.sdk writes the generation as a word where plain 3 writes an object. */
function appView(app: SmallApp, { platform, variant }: Call) {
  const generation = { id: stableUuid(app.generation), name: app.generation };
  const stack = { id: stableUuid(app.stack), name: app.stack };
  const space = app.space && { id: stableUuid(app.space), name: app.space, shield: false };
  return {
    acm: false,
    archived_at: null,
    build_stack: stack,
    buildpack_provided_description: 'Node.js',
    create_status: 'complete',
    created_at: timestamp(app.createdAt),
    generation: variant === '3.sdk' ? app.generation : generation,
    git_url: `https://git.heroku.com/${app.name}.git`,
    id: app.id,
    internal_routing: app.space === null ? null : false,
    maintenance: app.maintenance,
    name: app.name,
    organization: null,
    owner: userOf(platform.world.settings.email),
    process_tier: 'basic',
    region: { id: stableUuid('us'), name: 'us' },
    released_at: app.releasedAt === null ? null : timestamp(app.releasedAt),
    repo_size: 0,
    slug_size: 0,
    space,
    stack,
    team: null,
    updated_at: timestamp(app.updatedAt),
    web_url: webUrl(app),
  };
}
