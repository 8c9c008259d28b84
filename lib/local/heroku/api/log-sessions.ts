import { randomUUID } from 'node:crypto';
import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { timestamp } from '../identity.ts';
import { type ApiAnswer, appRoute, type Call, created, parseBody } from './call.ts';

/** `/apps/{app}/log-sessions`: a URL at which the app's log can be read for a while. */
export const logSessionRoutes = [appRoute('POST', '/log-sessions', createLogSession)];

const keptLinesMax = 1_500;

/** `dyno` is what the command line sends, `dyno_name` what the schema says. */
const sessionCreate = valibot.object({
  lines: valibot.optional(
    valibot.pipe(valibot.number(), valibot.minValue(1), valibot.maxValue(keptLinesMax)),
    100,
  ),
  tail: valibot.optional(valibot.boolean(), false),
  source: valibot.optional(valibot.string()),
  dyno: valibot.optional(valibot.string()),
  dyno_name: valibot.optional(valibot.string()),
});

function createLogSession(app: SmallApp, call: Call): ApiAnswer {
  const parsed = parseBody(call, sessionCreate);
  if (!parsed.ok) return parsed.answer;
  const { lines, tail, source, dyno, dyno_name: dynoName } = parsed.value;
  const { sessions, world } = call.platform;
  const id = randomUUID();
  const filter = { source, process: dynoName ?? dyno };
  sessions.set(id, { app, lines, tail, filter });
  const at = timestamp(world.settings.now());
  const logplexUrl = `${call.platform.apiUrl()}/streams/logs/${id}`;
  return created({ id, logplex_url: logplexUrl, created_at: at, updated_at: at });
}
