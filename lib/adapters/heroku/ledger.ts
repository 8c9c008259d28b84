import * as v from 'valibot';
import { limits } from '../../core/limits.ts';
import type { Answer, Release } from '../../core/release.ts';
import type { Account } from './account.ts';
import { unreadable } from './ask.ts';
import { type Call, call, callOfApp } from './call.ts';
import { malformed } from './trouble.ts';
import { releaseShape } from './wire.ts';

/**
 * The app's newest releases, newest first whatever order they came in. All or nothing: one entry
 * that cannot be read could be the current one or a newer one, and to decide from a part of the
 * ledger is unsafe, so that the whole answer is then a trouble of kind `malformed`.
 */
export async function readLedger(account: Account, app: string): Promise<Answer<Release[]>> {
  const range = `version ..; order=desc,max=${limits.releasesRead}`;
  const asked: Call = { ...callOfApp('GET', app, '/releases'), range };
  const answer = await call(account, asked);
  if (!answer.ok) return answer;
  const reply = answer.value;
  const parsed = v.safeParse(v.array(releaseShape), reply.json);
  if (!parsed.success) return unreadable({ account, asked, reply, issue: parsed.issues[0] });
  const what = contradiction(parsed.output, reply.status === 206);
  if (what !== null) {
    const { status, requestId } = reply;
    return { ok: false, trouble: malformed(asked, { status, requestId, what }) };
  }
  const newestFirst = parsed.output.toSorted((one, other) => other.version - one.version);
  return { ok: true, value: newestFirst.slice(0, limits.releasesRead) };
}

/** What makes a readable ledger one that nobody may decide from; null: nothing. */
function contradiction(releases: readonly Release[], cut: boolean): string | null {
  if (releases.filter(({ current }) => current).length > 1) {
    return 'more than one release says that it is the current one';
  }
  if (new Set(releases.map(({ version }) => version)).size < releases.length) {
    return 'one version stands there twice';
  }
  const first = releases.at(0);
  const last = releases.at(-1);
  if (cut && first !== undefined && last !== undefined && first.version < last.version) {
    return 'the list was cut with the oldest releases first, so that the newest are missing';
  }
  return null;
}
