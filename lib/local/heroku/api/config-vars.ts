import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { releaseConfig } from '../releasing.ts';
import { type ApiAnswer, appRoute, type Call, ok, parseBody } from './call.ts';

/** `/apps/{app}/config-vars`: every change of them is a release. */
export const configVarRoutes = [
  appRoute('GET', '/config-vars', (app) => ok(app.configVars)),
  appRoute('PATCH', '/config-vars', updateConfigVars),
];

const configChange = valibot.record(valibot.string(), valibot.nullable(valibot.string()));

function updateConfigVars(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, configChange);
  if (!parsed.ok) return parsed.answer;
  const { world } = call.platform;
  releaseConfig(app, { change: parsed.value, userEmail: world.settings.email }, world);
  return ok(app.configVars);
}
