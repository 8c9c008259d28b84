/** One request to GitHub, once; whether to try again is decided by who knows what it was for. */
import { request } from 'undici';
import * as v from 'valibot';
import type { GitHubAnswer } from '../../core/github.ts';
import { limits } from '../../core/limits.ts';
import { parseJson } from '../../core/parse-json.ts';
import { boundedBody } from '../bounded-body.ts';
import type { Account } from './account.ts';
import { type Asked, malformed, refused, timedOut, unreachable } from './trouble.ts';

/** One request; `body` is sent as JSON. */
export type Call = Asked & { readonly body?: Readonly<Record<string, unknown>> };

type Shape<T> = v.GenericSchema<unknown, T>;

/** Asks for one thing. An answer of another shape is a trouble that names the place. */
export async function ask<T>(
  account: Account,
  asked: Call,
  shape: Shape<T>,
): Promise<GitHubAnswer<T>> {
  const signal = AbortSignal.timeout(account.timeoutMs);
  let came: Came;
  try {
    came = await send(account, asked, signal);
  } catch (error) {
    if (signal.aborted) return { ok: false, trouble: timedOut(asked, account.timeoutMs) };
    return { ok: false, trouble: unreachable(asked, account.host, error) };
  }
  const { status, text } = came;
  const json = parseJson(text ?? '');
  if (status >= 300) {
    const said = v.safeParse(v.object({ message: v.string() }), json);
    const words = account.quote(said.success ? said.output.message : 'without a message');
    return { ok: false, trouble: refused(asked, { ...came, words }) };
  }
  const parsed = v.safeParse(shape, json);
  if (parsed.success && text !== null) return { ok: true, value: parsed.output };
  const place = parsed.issues === undefined ? null : v.getDotPath(parsed.issues[0]);
  const what = text === null ? 'is too large' : `is not as documented (${place ?? 'the body'})`;
  return { ok: false, trouble: malformed(asked, account.quote(what)) };
}

/** All entries of a list, page after page, within the bound on pages. */
export async function askForAll<T>(
  account: Account,
  path: string,
  shape: Shape<{ readonly total: number; readonly entries: readonly T[] }>,
): Promise<GitHubAnswer<readonly T[]>> {
  const entries: T[] = [];
  for (let page = 1; page <= limits.githubPagesMax; page += 1) {
    const query = `per_page=${limits.githubPageEntriesMax}&page=${page}`;
    const answer = await ask(account, { method: 'GET', path: `${path}?${query}` }, shape);
    if (!answer.ok) return answer;
    entries.push(...answer.value.entries);
    const over = answer.value.entries.length === 0 || entries.length >= answer.value.total;
    if (over) return { ok: true, value: entries };
  }
  const what = `goes on after ${limits.githubPagesMax} pages`;
  return { ok: false, trouble: malformed({ method: 'GET', path }, what) };
}

type Came = {
  readonly status: number;
  /** True: the bucket of calls is empty, which a 403 can mean as well. */
  readonly limited: boolean;
  /** null: more than the limit. */
  readonly text: string | null;
};

async function send(account: Account, asked: Call, signal: AbortSignal): Promise<Came> {
  const { statusCode, headers, body } = await request(`${account.baseUrl}${asked.path}`, {
    method: asked.method,
    dispatcher: account.connections,
    signal,
    headers: {
      accept: 'application/vnd.github+json',
      'accept-encoding': 'identity',
      authorization: `Bearer ${account.token.reveal()}`,
      'user-agent': 'lastgood',
      'x-github-api-version': '2022-11-28',
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: asked.body === undefined ? null : JSON.stringify(asked.body),
  });
  const reading = boundedBody(body, limits.githubBodyBytesMax);
  return {
    status: statusCode,
    limited: headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined,
    // A refusal is a refusal even when the sentence that explains it never arrives.
    text: statusCode < 300 ? await reading : await reading.catch(() => ''),
  };
}
