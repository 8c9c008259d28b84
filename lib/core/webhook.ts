/** One door for all who tell of deploys by a signed webhook, each on a path of its own. */
import type { App } from './app.ts';
import { doorPath } from './door-path.ts';
import { limits } from './limits.ts';
import { safeLine } from './safe-line.ts';
import type { Secret } from './secret.ts';
import { isSigned, type SignatureForm } from './signature.ts';
import { readGithubEvent } from './webhook/github-event.ts';
import { readHerokuEvent } from './webhook/heroku-event.ts';
import { refuse, type WebhookPlan } from './webhook/plan.ts';

/** What of an HTTP request matters here; the names of its headers are in lower case. */
export type WebhookRequest = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  /** True when the body is the base64 of the bytes that were sent. */
  readonly isBase64Encoded: boolean;
};

/** Who is believed, and which apps there are to wake. */
export type WebhookTrust = {
  /** By sender; none: everything of that sender is refused. */
  readonly secrets: Readonly<Record<SignatureForm, readonly Secret[]>>;
  readonly apps: readonly App[];
};

/**
 * Judges a webhook in the order of trust: its path, its size, its signature over the raw bytes,
 * then JSON, then shape, then whose app it is about. Nothing of it is believed but which apps it
 * means; whoever is woken looks at the world, so that a double, a replay or an old event that comes
 * late does no harm. It never throws.
 */
export function receiveWebhook(request: WebhookRequest, trust: WebhookTrust): WebhookPlan {
  const sender = senders.get(doorPath(request.path));
  if (sender === undefined) return refuse(404, `there is no door at ${request.path}`);
  const { form, signatureHeader, bytesMax, variable, read } = sender;
  const body = rawBytes(request, bytesMax);
  if (body === null) return refuse(413, `the body is larger than ${bytesMax} bytes`);
  const secrets = trust.secrets[form];
  if (!secrets.some((secret) => secret.reveal() !== '')) return refuse(401, noSecret(variable));
  const signature = request.headers[signatureHeader];
  if (signature === undefined) return refuse(401, `the header ${signatureHeader} is missing`);
  if (!isSigned({ body, signature, secrets, form })) {
    return refuse(401, 'the signature is not that of these bytes under any secret we hold');
  }
  return read({ text: body.toString('utf8'), headers: request.headers }, trust.apps);
}

type Sender = {
  readonly form: SignatureForm;
  readonly signatureHeader: string;
  readonly bytesMax: number;
  /** Where its secret is set. */
  readonly variable: string;
  readonly read: (event: SignedEvent, apps: readonly App[]) => WebhookPlan;
};

/** What came, once it is known who sent it. */
type SignedEvent = { readonly text: string; readonly headers: WebhookRequest['headers'] };

const heroku: Sender = {
  form: 'heroku',
  signatureHeader: 'heroku-webhook-hmac-sha256',
  bytesMax: limits.webhookBytesMax,
  variable: 'LASTGOOD_WEBHOOK_SECRET',
  read: ({ text }, apps) => readHerokuEvent(text, apps),
};

const github: Sender = {
  form: 'github',
  signatureHeader: 'x-hub-signature-256',
  bytesMax: limits.githubBytesMax,
  variable: 'LASTGOOD_GITHUB_SECRET',
  read: ({ text, headers }, apps) => readGithubEvent({ text, headers }, apps),
};

const senders: ReadonlyMap<string, Sender> = new Map([
  ['/', heroku],
  ['/heroku', heroku],
  ['/github', github],
]);

function noSecret(variable: string): string {
  const advice = `set ${variable}, or ${variable}_PARAMETER to the parameter that holds it`;
  return safeLine(`no secret is set for this door: ${advice}`, limits.reasonCharactersMax);
}

/** The bytes as they were sent; null: too many. Measured before anything is decoded. */
function rawBytes({ body = '', isBase64Encoded }: WebhookRequest, max: number): Buffer | null {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (Buffer.byteLength(body, encoding) > max) return null;
  return Buffer.from(body, encoding);
}
