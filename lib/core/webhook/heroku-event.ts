import * as v from 'valibot';
import type { App } from '../app.ts';
import { parseJson } from '../parse-json.ts';
import { ignore, refuse, type WebhookPlan, wake } from './plan.ts';

/**
 * One of Heroku's events, whose sender is proven. Only what can mean another or a broken release
 * wakes its app.
 */
export function readHerokuEvent(text: string, apps: readonly App[]): WebhookPlan {
  const parsed = v.safeParse(Event, parseJson(text));
  if (!parsed.success) return refuse(400, 'the body is signed, but it is no event of Heroku');
  const event = parsed.output;
  const what = newsOf(event);
  if (what === null) return ignore(`nothing to do for ${nameOf(event)}`);
  const app = event.data?.app?.name;
  if (app === undefined) return refuse(400, `the ${event.resource} event names no app`);
  if (!apps.some(({ name }) => name === app)) return ignore(`app ${app} is not in apps.yml`);
  return wake([app], `webhook: ${what}`);
}

/**
 * Few fields, each of which may be missing: Heroku's examples differ from what it sends. The
 * `dyno` entity has its kind in the metadata alone, and no action (Dev Center, "Webhook Dyno
 * Events").
 */
const Event = v.pipe(
  v.object({
    action: v.fallback(v.string(), 'an unknown action'),
    resource: v.fallback(v.nullable(v.string()), null),
    data: v.fallback(
      v.nullable(
        v.object({
          app: v.fallback(v.nullable(v.object({ name: v.string() })), null),
          name: v.fallback(v.string(), 'of no name'),
          state: v.fallback(v.string(), 'unknown'),
          management: v.fallback(v.nullable(v.string()), null),
          status: v.fallback(v.string(), 'is in an unknown status'),
          version: v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger())), null),
        }),
      ),
      null,
    ),
    webhook_metadata: v.fallback(
      v.nullable(v.object({ event: v.object({ include: v.string() }) })),
      null,
    ),
  }),
  v.transform(({ action, resource, data, webhook_metadata }) => ({
    action,
    resource: resource ?? webhook_metadata?.event.include.replace(/^api:/, '') ?? 'an unknown kind',
    data,
  })),
);

type Event = v.InferOutput<typeof Event>;

/** The news in a few words; null: it is none of ours. */
function newsOf({ action, resource, data }: Event): string | null {
  if (resource === 'release' && (action === 'create' || action === 'update')) {
    const version = data?.version ?? null;
    return `release ${version === null ? 'of no version' : `v${version}`} ${data?.status ?? ''}`;
  }
  if (resource !== 'dyno' || data === null || isOneOff(data)) return null;
  // A dyno that ends in any other state was stopped, restarted, cycled, or had done its work.
  return data.state === 'crashed' ? `dyno ${data.name} crashed` : null;
}

/**
 * A dyno that serves nobody: somebody's console, a scheduled job, or a release command, whose end
 * the release itself tells. Heroku numbers them `run.1234`, on Fir `run-1234abcd`.
 */
function isOneOff({ name, management }: NonNullable<Event['data']>): boolean {
  return management?.startsWith('run') === true || oneOff.test(name);
}

const oneOff = /^(run|release|scheduler)(\.\d+|-[^.]+)$/;

function nameOf({ action, resource, data }: Event): string {
  return resource === 'dyno' && data !== null
    ? `dyno ${data.name} ${data.state}`
    : `${action} of ${resource}`;
}
