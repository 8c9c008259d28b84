import * as v from 'valibot';
import type { Answer } from '../../core/release.ts';
import type { Account } from './account.ts';
import { type Call, call, type Reply } from './call.ts';
import { malformed } from './trouble.ts';

type Shape<T> = v.GenericSchema<unknown, T>;

/** Asks for one thing. An answer of another shape is a trouble that names the place. */
export async function ask<T>(account: Account, asked: Call, shape: Shape<T>): Promise<Answer<T>> {
  const answer = await call(account, asked);
  if (!answer.ok) return answer;
  const parsed = v.safeParse(shape, answer.value.json);
  if (parsed.success) return { ok: true, value: parsed.output };
  return unreadable({ account, asked, reply: answer.value, issue: parsed.issues[0] });
}

/** The entries of a list, unread, page after page, within the bound on pages. */
export async function askForAll(
  account: Account,
  asked: Call,
): Promise<Answer<readonly unknown[]>> {
  const entries: unknown[] = [];
  let range = asked.range;
  for (let pages = 0; pages < account.limits.pagesMax; pages += 1) {
    const page: Call = range === undefined ? asked : { ...asked, range };
    const answer = await call(account, page);
    if (!answer.ok) return answer;
    const reply = answer.value;
    const parsed = v.safeParse(v.array(v.unknown()), reply.json);
    if (!parsed.success) return unreadable({ account, asked, reply, issue: parsed.issues[0] });
    entries.push(...parsed.output);
    if (reply.status !== 206 || reply.nextRange === null) return { ok: true, value: entries };
    range = reply.nextRange;
  }
  const what = `the list goes on after ${account.limits.pagesMax} pages`;
  return { ok: false, trouble: malformed(asked, { status: 206, requestId: null, what }) };
}

/** A whole list: every entry readable, or a trouble that names the first place that is not. */
export async function askForList<T>(
  account: Account,
  asked: Call,
  shape: Shape<T>,
): Promise<Answer<readonly T[]>> {
  const answer = await askForAll(account, asked);
  if (!answer.ok) return answer;
  const parsed = v.safeParse(v.array(shape), answer.value);
  if (parsed.success) return { ok: true, value: parsed.output };
  return unreadable({ account, asked, issue: parsed.issues[0] });
}

/** Where an answer is not of the documented shape. `reply` is left out for a list of many pages. */
export type Unreadable = {
  readonly account: Account;
  readonly asked: Call;
  readonly reply?: Reply;
  readonly issue: v.BaseIssue<unknown>;
};

/** Tells it without the token, which the answer may have echoed. */
export function unreadable({ account, asked, reply, issue }: Unreadable): Answer<never> {
  const place = v.getDotPath(issue) ?? 'the body';
  const what = account.quote(`${place} is not as documented (${issue.message})`);
  const status = reply?.status ?? 200;
  const requestId = reply?.requestId ?? null;
  return { ok: false, trouble: malformed(asked, { status, requestId, what }) };
}
