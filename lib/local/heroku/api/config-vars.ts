import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { releaseConfig } from '../releasing.ts';
import { type ApiAnswer, appRoute, type Call, ok, parseBody } from './call.ts';

/** `/apps/{app}/config-vars`: every change of them is a release. */
export const configVarRoutes = [
  appRoute('GET', '/config-vars', (app) => ok(app.configVars)),
  appRoute('PATCH', '/config-vars', updateConfigVars),
];

/** What can stand in a process's environment: no NUL anywhere, and no `=` in a name. */
const name = valibot.pipe(valibot.string(), valibot.regex(/^[^=\0]+$/, 'is no name'));
const value = valibot.pipe(valibot.string(), valibot.regex(/^[^\0]*$/, 'holds a NUL'));
const configChange = valibot.record(name, valibot.nullable(value));

function updateConfigVars(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, configChange);
  if (!parsed.ok) return parsed.answer;
  const { world } = call.platform;
  releaseConfig(app, { change: parsed.value, userEmail: world.settings.email }, world);
  return ok(app.configVars);
}
