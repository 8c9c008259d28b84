import * as valibot from 'valibot';
import { type Addon, attachAddon, detachAddon, updateAddon } from '../addons.ts';
import type { SmallApp } from '../app.ts';
import { route } from '../http-table.ts';
import { stableUuid, timestamp } from '../identity.ts';
import {
  type ApiAnswer,
  appRoute,
  type Call,
  created,
  type Handler,
  listed,
  notFound,
  ok,
  parseBody,
} from './call.ts';

/**
 * `/apps/{app}/addons`, and `/addons/{addon}/config`, by which an add-on's partner changes config
 * vars (Platform API for Partners). Every change is a release.
 */
export const addonRoutes = [
  appRoute('GET', '/addons', (app, { range }) =>
    listed(app.addons, range, { keys, show: (addon) => addonView(app, addon) }),
  ),
  appRoute('POST', '/addons', attach),
  appRoute('DELETE', '/addons/:addon', detach),
  route<Handler>('PATCH', '/addons/:addon/config', update),
];

const keys = { id: ({ id }: Addon) => id, name: ({ name }: Addon) => name };

const wanted = valibot.object({
  plan: valibot.pipe(valibot.string(), valibot.regex(/^[a-z][a-z0-9-]*(:[a-z0-9-]+)?$/)),
});

function attach(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, wanted);
  if (!parsed.ok) return parsed.answer;
  const { addon } = attachAddon(app, parsed.value.plan, call.platform.world);
  return created(addonView(app, addon));
}

function detach(app: SmallApp, { platform, parameters }: Call): ApiAnswer {
  const addon = find(app, parameters['addon']);
  if (addon === null) return notFound('add-on');
  detachAddon(app, addon, platform.world);
  return ok(addonView(app, addon));
}

const change = valibot.object({
  config: valibot.array(
    valibot.object({
      name: valibot.pipe(valibot.string(), valibot.regex(/^[^=\0]+$/, 'is no name')),
      value: valibot.nullable(valibot.pipe(valibot.string(), valibot.regex(/^[^\0]*$/))),
    }),
  ),
});

function update(call: Call): ApiAnswer {
  for (const app of call.platform.apps()) {
    const addon = find(app, call.parameters['addon']);
    if (addon === null) continue;
    const parsed = parseBody(call, change);
    if (!parsed.ok) return parsed.answer;
    const { config } = parsed.value;
    const vars = Object.fromEntries(config.map(({ name, value }) => [name, value]));
    updateAddon(app, { addon, change: vars }, call.platform.world);
    return ok(config);
  }
  return notFound('add-on');
}

function find({ addons }: SmallApp, identity = ''): Addon | null {
  return addons.find(({ id, name }) => id === identity || name === identity) ?? null;
}

function addonView(app: SmallApp, { id, name, plan, attachment }: Addon) {
  return {
    id,
    name,
    app: { id: app.id, name: app.name },
    plan: { id: stableUuid(plan), name: plan },
    addon_service: { name: plan.split(':')[0] },
    config_vars: [`${attachment}_URL`],
    state: 'provisioned',
    created_at: timestamp(app.createdAt),
  };
}
