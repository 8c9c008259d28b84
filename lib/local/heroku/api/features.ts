import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { stableUuid, timestamp } from '../identity.ts';
import { type ApiAnswer, appRoute, type Call, listed, notFound, ok, parseBody } from './call.ts';

/** `/apps/{app}/features`: preboot, above all. Switching one restarts nothing. */
export const featureRoutes = [
  appRoute('GET', '/features', listFeatures),
  appRoute('GET', '/features/:feature', showFeature),
  appRoute('PATCH', '/features/:feature', updateFeature),
];

const featureUpdate = valibot.object({ enabled: valibot.boolean() });
const keys = { name: (name: string) => name, id: (name: string) => name };

function listFeatures(app: SmallApp, { range }: Call): ApiAnswer {
  const show = (name: string) => featureView(app, name);
  return listed([...app.features.keys()], range, { keys, show });
}

function showFeature(app: SmallApp, { parameters }: Call): ApiAnswer {
  const name = parameters['feature'] ?? '';
  return app.features.has(name) ? ok(featureView(app, name)) : notFound('feature');
}

function updateFeature(app: SmallApp, call: Call): ApiAnswer {
  const name = call.parameters['feature'] ?? '';
  if (!app.features.has(name)) return notFound('feature');
  const parsed = parseBody(call, featureUpdate);
  if (!parsed.ok) return parsed.answer;
  app.features.set(name, parsed.value.enabled);
  return ok(featureView(app, name));
}

function featureView(app: SmallApp, name: string) {
  return {
    id: stableUuid(`feature ${name}`),
    name,
    display_name: name,
    description: name === 'preboot' ? 'Provide seamless web dyno deploys' : 'HTTP router 2.0',
    doc_url: `https://devcenter.heroku.com/articles/${name}`,
    enabled: app.features.get(name) === true,
    state: 'general',
    feedback_email: null,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.updatedAt),
  };
}
