import * as v from 'valibot';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import type { QueueMessage } from './queue-message.ts';
import { safeLine } from './safe-line.ts';
import type { Secret } from './secret.ts';
import { isSigned } from './signature.ts';

/** What of an HTTP request matters here; the names of its headers are in lower case. */
export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  /** True when the body is the base64 of the bytes that were sent. */
  readonly isBase64Encoded: boolean;
};

/** What is answered, and what is queued. The reason is for our log, not for the caller. */
export type WebhookPlan = {
  readonly status: 202 | 204 | 400 | 401 | 413;
  readonly message: QueueMessage | null;
  readonly reason: string;
};

/**
 * Judges one of Heroku's webhooks in the order of trust: its size, its signature over the raw
 * bytes, then JSON, then shape, then whether the app is ours. Nothing of it is believed but the
 * app's name; whoever is woken looks at the world, so that a double or a replay does no harm.
 */
export function receiveWebhook(
  request: WebhookRequest,
  secrets: readonly Secret[],
  configuredApps: ReadonlySet<string>,
): WebhookPlan {
  const body = rawBytes(request);
  if (body === null) return refuse(413, `the body is larger than ${limits.webhookBytesMax} bytes`);
  if (!secrets.some((secret) => secret.reveal() !== '')) {
    return refuse(401, noSecret);
  }
  const signature = request.headers[signatureHeader];
  if (signature === undefined) return refuse(401, `the header ${signatureHeader} is missing`);
  if (!isSigned({ body, signature, secrets })) {
    return refuse(401, 'the signature is not that of these bytes under any secret we hold');
  }
  return readEvent(Buffer.from(body).toString('utf8'), configuredApps);
}

/** Heroku Dev Center, "App Webhooks". */
const signatureHeader = 'heroku-webhook-hmac-sha256';

const noSecret =
  'no webhook secret is set: set LASTGOOD_WEBHOOK_SECRET, or LASTGOOD_WEBHOOK_SECRET_PARAMETER ' +
  'to the name of the parameter that holds it';

/** The bytes as they were sent; null: too many. Measured before anything is decoded. */
function rawBytes({ body = '', isBase64Encoded }: WebhookRequest): Uint8Array | null {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (Buffer.byteLength(body, encoding) > limits.webhookBytesMax) return null;
  return Buffer.from(body, encoding);
}

/**
 * Only events that can mean another or a broken release wake anybody. An event of another kind is
 * answered with success, because Heroku repeats what failed and holds back all that comes after.
 */
function readEvent(text: string, configuredApps: ReadonlySet<string>): WebhookPlan {
  const parsed = v.safeParse(Event, parseJson(text));
  if (!parsed.success) return refuse(400, 'the body is signed, but it is no event of Heroku');
  const event = parsed.output;
  const what = newsOf(event);
  if (what === null) return ignore(`nothing to do for ${event.action} of ${event.resource}`);
  const app = event.data?.app?.name;
  if (app === undefined) return refuse(400, `the ${event.resource} event names no app`);
  if (!configuredApps.has(app)) return ignore(`app ${app} is not in apps.yml`);
  const reason = safeLine(`webhook: ${what}`, limits.reasonCharactersMax);
  return { status: 202, message: { kind: 'watch', app, reason }, reason };
}

/**
 * Few fields, each of which may be missing: Heroku's examples differ from what it sends. The
 * `dyno` entity has its kind in the metadata alone.
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

/** The news in a few words; null: it is none of ours. */
function newsOf(event: v.InferOutput<typeof Event>): string | null {
  const { action, resource, data } = event;
  if (resource === 'release' && (action === 'create' || action === 'update')) {
    const version = data?.version ?? null;
    return `release ${version === null ? 'of no version' : `v${version}`} ${data?.status ?? ''}`;
  }
  // A dyno that ends in any other state was stopped, restarted or had done its work.
  if (resource === 'dyno' && data?.state === 'crashed') return `dyno ${data.name} crashed`;
  return null;
}

function refuse(status: 400 | 401 | 413, reason: string): WebhookPlan {
  return { status, message: null, reason };
}

function ignore(reason: string): WebhookPlan {
  return { status: 204, message: null, reason: safeLine(reason, limits.reasonCharactersMax) };
}
