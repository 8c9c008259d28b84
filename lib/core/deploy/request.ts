/** What is asked at the door for deploys: somebody tells of one, or asks what came of it. */
import { isBearer } from '../bearer.ts';
import { came } from '../configuration/came.ts';
import { doorPath } from '../door-path.ts';
import { limits } from '../limits.ts';
import { safeLine } from '../safe-line.ts';
import type { Secret } from '../secret.ts';
import { parseTold, type Told, toldExpected } from './told.ts';

/** What of an HTTP request matters here; the names of its headers are in lower case. */
export type DeployRequest = {
  readonly method: string;
  readonly path: string;
  /** The parameter `wait`; undefined: none. */
  readonly wait: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
};

/** Who may ask, and of which apps. */
export type DeployTrust = {
  /** None: everybody is refused. */
  readonly tokens: readonly Secret[];
  readonly apps: readonly { readonly name: string }[];
};

/** What is to be done. */
export type DeployPlan =
  | { readonly kind: 'tell'; readonly told: Told }
  | { readonly kind: 'ask'; readonly id: string; readonly waitMs: number }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

/** An answer that is no success: what is wrong, and all that was expected. */
export type Refused = {
  readonly status: 400 | 401 | 404 | 405 | 413;
  readonly error: string;
  readonly expected: readonly string[];
  /** Methods that this path takes. */
  readonly allow?: string;
};

/** Judges a request: its path and method, its token, then what it says. It never throws. */
export function readDeployRequest(request: DeployRequest, trust: DeployTrust): DeployPlan {
  const { method } = request;
  const path = doorPath(request.path);
  const id = /^\/deploys\/([^/]+)$/.exec(path)?.[1];
  const isList = path === '/deploys';
  if (id === undefined && !isList) return refuse(404, `there is nothing at ${path}`, paths);
  const allow = isList ? 'POST' : 'GET';
  if (method !== allow) return refuse(405, `${method} is not taken here`, [allow], allow);
  if (!isBearer(request.headers['authorization'], trust.tokens)) {
    return refuse(401, 'the token is missing or not the right one', [expectedToken]);
  }
  return id === undefined ? readTold(request, trust) : readAsked(id, request.wait);
}

const paths = ['POST /deploys', 'GET /deploys/ID'];
const expectedToken = 'the header Authorization: Bearer TOKEN, with what LASTGOOD_DEPLOY_TOKEN is';

function readTold({ body = '', isBase64Encoded }: DeployRequest, trust: DeployTrust): DeployPlan {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (Buffer.byteLength(body, encoding) > limits.deployBytesMax) {
    return refuse(413, 'the body is too large', [`at most ${limits.deployBytesMax} bytes`]);
  }
  const parsed = parseTold(Buffer.from(body, encoding).toString('utf8'));
  if (!parsed.ok) return refuse(400, parsed.faults.join('; '), toldExpected);
  const { told } = parsed;
  if (trust.apps.some(({ name }) => name === told.app)) return { kind: 'tell', told };
  const names = trust.apps.slice(0, namesMax).map(({ name }) => name);
  const more = trust.apps.length > names.length ? ['…'] : [];
  const error = `apps.yml names no app "${safeLine(told.app, limits.appNameCharactersMax)}"`;
  return refuse(404, error, [...names, ...more]);
}

/** Names of apps that are told to whoever may ask for all of them. */
const namesMax = 20;

function readAsked(id: string, wait = '0'): DeployPlan {
  const seconds = /^\d{1,2}$/.test(wait) ? Number(wait) : Number.NaN;
  const secondsMax = limits.deployWaitMsMax / 1000;
  if (!(seconds <= secondsMax)) {
    const expected = `wait: a whole number of seconds from 0 to ${secondsMax}`;
    return refuse(400, `wait: expected seconds, came ${came(wait)}`, [expected]);
  }
  return isId.test(id)
    ? { kind: 'ask', id, waitMs: seconds * 1000 }
    : refuse(404, unknownDeploy, [askedFor]);
}

/** An identity as it is made here, a UUID. */
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const unknownDeploy = 'there is no such deploy, or no more';
const askedFor = `an id that POST /deploys answered in the last ${limits.deployDaysMax} days`;

/** What is answered for an id that is well-formed and not there. */
export const noSuchDeploy: Refused = { status: 404, error: unknownDeploy, expected: [askedFor] };

function refuse(
  status: Refused['status'],
  error: string,
  expected: readonly string[],
  allow?: string,
): DeployPlan {
  const refusal = { status, error: safeLine(error, errorCharactersMax), expected };
  return { kind: 'refuse', refusal: allow === undefined ? refusal : { ...refusal, allow } };
}

const errorCharactersMax = 1_000;
