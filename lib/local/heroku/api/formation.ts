import * as valibot from 'valibot';
import { currentRun, type SmallApp } from '../app.ts';
import { stableUuid, timestamp } from '../identity.ts';
import { type ApiAnswer, appRoute, type Call, listed, notFound, ok, parseBody } from './call.ts';

/** `/apps/{app}/formation`: how many dynos of each type. Scaling makes no release. */
export const formationRoutes = [
  appRoute('GET', '/formation', listFormation),
  appRoute('PATCH', '/formation', updateFormation),
  appRoute('GET', '/formation/:type', showFormation),
  appRoute('PATCH', '/formation/:type', updateOneFormation),
];

const quantity = valibot.pipe(valibot.number(), valibot.integer(), valibot.minValue(0));
const oneUpdate = valibot.object({ quantity });
const batchUpdate = valibot.object({
  updates: valibot.array(valibot.object({ type: valibot.string(), quantity })),
});

const keys = { type: (type: string) => type, id: (type: string) => type };

function listFormation(app: SmallApp, { range }: Call): ApiAnswer {
  const show = (type: string) => formationView(app, type);
  return listed(processTypes(app), range, { keys, show });
}

function showFormation(app: SmallApp, call: Call): ApiAnswer {
  const type = call.parameters['type'] ?? '';
  return processTypes(app).includes(type) ? ok(formationView(app, type)) : notFound('process type');
}

function updateOneFormation(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, oneUpdate);
  if (!parsed.ok) return parsed.answer;
  const type = call.parameters['type'] ?? '';
  if (!processTypes(app).includes(type)) return notFound('process type');
  scale(app, type, { quantity: parsed.value.quantity, call });
  return ok(formationView(app, type));
}

function updateFormation(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, batchUpdate);
  if (!parsed.ok) return parsed.answer;
  const { updates } = parsed.value;
  if (!updates.every(({ type }) => processTypes(app).includes(type))) {
    return notFound('process type');
  }
  for (const update of updates) scale(app, update.type, { quantity: update.quantity, call });
  return ok(updates.map(({ type }) => formationView(app, type)));
}

function scale(app: SmallApp, type: string, to: { quantity: number; call: Call }): void {
  const { email } = to.call.platform.world.settings;
  app.logs.write('app', 'api', `Scaled to ${type}@${to.quantity}:Basic by user ${email}`);
  app.dynos.scale(type, to.quantity);
}

function processTypes(app: SmallApp): readonly string[] {
  return Object.keys(currentRun(app)?.slug.processTypes ?? {});
}

function formationView(app: SmallApp, type: string) {
  return {
    id: stableUuid(`${app.id} ${type}`),
    app: { id: app.id, name: app.name },
    type,
    quantity: app.dynos.quantity(type),
    command: currentRun(app)?.slug.processTypes[type],
    size: 'Basic',
    dyno_size: { id: stableUuid('Basic'), name: 'Basic' },
    docker_image: null,
    created_at: timestamp(app.createdAt),
    updated_at: timestamp(app.updatedAt),
  };
}
