import { request } from 'undici';
import * as v from 'valibot';
import { limits } from '../core/limits.ts';
import { parseJson } from '../core/parse-json.ts';
import { safeLine } from '../core/safe-line.ts';
import type { Secret } from '../core/secret.ts';
import { verdicts } from '../core/verdict.ts';
import { boundedBody } from './bounded-body.ts';
import { networkFailure } from './network-failure.ts';

const text = v.pipe(
  v.string(),
  v.transform((line) => safeLine(line, limits.reasonCharactersMax)),
);

const deployShape = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  verdict: v.picklist(verdicts),
  final: v.boolean(),
  reasons: v.array(text),
  release: v.nullable(v.object({ version: v.number(), description: text })),
  rolledBackTo: v.nullable(v.object({ version: v.number() })),
});

/** What a deployed lastgood says of one deploy. */
export type Deploy = v.InferOutput<typeof deployShape>;

/** Its answer, or why there is none. */
export type DeployAnswer =
  | { readonly ok: true; readonly deploy: Deploy }
  | {
      readonly ok: false;
      /** What happened, and what to do; one line without the token. */
      readonly reason: string;
      /** True when asking again can help without anybody doing anything. */
      readonly canRetry: boolean;
    };

/** The deploys of a lastgood elsewhere. Nothing throws, and nothing is tried twice. */
export type Deploys = {
  /** Tells of a deploy. To tell twice does no harm: it looks at the app once more. */
  announce(deploy: {
    readonly app: string;
    readonly commit: string | null;
    readonly version: number | null;
  }): Promise<DeployAnswer>;
  /** Asks for the verdict; the answer is held back until it is final, so many seconds at most. */
  ask(id: string, waitSeconds: number): Promise<DeployAnswer>;
};

/** `url` is where `/deploys` is, without a slash at its end; `signal` ends every call. */
export type DeploysOptions = {
  readonly url: string;
  readonly token: Secret;
  readonly signal: AbortSignal;
};

/** The deploys of one lastgood. */
export function createDeploys(of: DeploysOptions): Deploys {
  return {
    announce: ({ app, commit, version }) => {
      const body = {
        app,
        ...(commit === null ? {} : { commit }),
        ...(version === null ? {} : { version }),
      };
      return exchange(of, { method: 'POST', path: '/deploys', body, waitMs: 0 });
    },
    ask: (id, waitSeconds) => {
      const path = `/deploys/${encodeURIComponent(id)}?wait=${waitSeconds}`;
      return exchange(of, { method: 'GET', path, body: null, waitMs: waitSeconds * 1_000 });
    },
  };
}

type Asked = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: object | null;
  readonly waitMs: number;
};

async function exchange(
  { url, token, signal: stop }: DeploysOptions,
  { method, path, body, waitMs }: Asked,
): Promise<DeployAnswer> {
  const name = `${method} ${url}${path}`;
  const late = AbortSignal.timeout(waitMs + limits.deployCallMs);
  const signal = AbortSignal.any([late, stop]);
  try {
    const answer = await request(`${url}${path}`, {
      method,
      signal,
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        accept: 'application/json',
        'user-agent': 'lastgood',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      body: body === null ? null : JSON.stringify(body),
    });
    const came = await boundedBody(answer.body, limits.deployBodyBytesMax);
    return judge(name, answer.statusCode, came ?? '');
  } catch (error) {
    const { what, code } = networkFailure(error);
    const why = late.aborted ? 'no answer in time' : `${what} (${code})`;
    return { ok: false, reason: `${name} failed: ${why}`, canRetry: true };
  }
}

function judge(name: string, status: number, came: string): DeployAnswer {
  if (status === 200 || status === 202) {
    const parsed = v.safeParse(deployShape, parseJson(came));
    if (parsed.success) return { ok: true, deploy: parsed.output };
    const reason = `${name} answered ${status}, but not what a lastgood answers; check --via`;
    return { ok: false, reason, canRetry: false };
  }
  const refusal = v.safeParse(refusalShape, parseJson(came));
  const said = refusal.success ? `: ${refusal.output.error}${expectedOf(refusal.output)}` : '';
  const reason = `${name} answered ${status}${said}${advice(status)}`;
  return { ok: false, reason, canRetry: status === 429 || status >= 500 };
}

const refusalShape = v.object({
  error: text,
  expected: v.optional(
    v.union([
      v.array(text),
      v.pipe(
        text,
        v.transform((one) => [one]),
      ),
    ]),
    [],
  ),
});

function expectedOf({ expected }: v.InferOutput<typeof refusalShape>): string {
  return expected.length === 0 ? '' : ` (expected ${expected.join('; ')})`;
}

function advice(status: number): string {
  if (status === 401 || status === 403) {
    return '; check LASTGOOD_DEPLOY_TOKEN: it is not the token of that lastgood';
  }
  if (status === 404) return '; check the address, and that its apps.yml names the app';
  return status >= 300 && status < 400 ? '; check the address: it leads elsewhere' : '';
}
