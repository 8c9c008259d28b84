import * as v from 'valibot';
import { limits } from '../core/limits.ts';
import type { Answer, Dyno, Formation, HerokuApp, Release } from '../core/release.ts';
import { type Account, createAccount, type HerokuOptions } from './heroku/account.ts';
import { ask, askForAll, askForList, unreadable } from './heroku/ask.ts';
import { type Call, callOfApp } from './heroku/call.ts';
import { readLedger } from './heroku/ledger.ts';
import { readLog } from './heroku/read-log.ts';
import * as wire from './heroku/wire.ts';

/**
 * Heroku's Platform API, as far as it is used. Nothing throws and nothing is tried twice: every
 * failure is a trouble, and those who know what a call was for decide whether to make it again.
 * The calls that an open incident needs (`app`, `releases`, `dynos`, `formation`, `rollback`) are
 * always made; the others stop while the rate limit's reserve is touched.
 */
export type Heroku = {
  /**
   * Every app that the token sees. An entry that cannot be read is left out, so that it does not
   * hide the others: `app(name)` tells what is wrong with it. None readable is a trouble.
   */
  apps(): Promise<Answer<readonly HerokuApp[]>>;
  app(name: string): Promise<Answer<HerokuApp>>;
  /** Newest first, at most `limits.releasesRead`; all of them readable or a trouble. */
  releases(name: string): Promise<Answer<readonly Release[]>>;
  /** All of them readable or a trouble: "every web dyno crashed" must not be said of a part. */
  dynos(name: string): Promise<Answer<readonly Dyno[]>>;
  formation(name: string): Promise<Answer<readonly Formation[]>>;
  /** Is preboot on? False also where Heroku does not offer it. */
  preboot(name: string): Promise<Answer<boolean>>;
  /** The commit a slug was built from; null: Heroku was not told. */
  slugCommit(name: string, slugId: string): Promise<Answer<string | null>>;
  /** The new release that Heroku made. It is a rollback only once it is the current one. */
  rollback(name: string, releaseId: string): Promise<Answer<Release>>;
  /** The log's newest lines as text, or as much of them as came within one deadline. */
  log(name: string, lines: number): Promise<Answer<string>>;
  /** The last RateLimit-Remaining seen; null: none yet. */
  remaining(): number | null;
};

/** Without a token every call answers a trouble of kind `no-token`. */
export function createHeroku(options: HerokuOptions): Heroku {
  const account = createAccount(options);
  const readApp = (name: string, rest?: string) => callOfApp('GET', name, rest);
  return {
    apps: () => readApps(account),
    app: (name) => ask(account, readApp(name), wire.appShape),
    releases: (name) => readLedger(account, name),
    dynos: (name) => askForList(account, readApp(name, '/dynos'), wire.dynoShape),
    formation: (name) => askForList(account, readApp(name, '/formation'), wire.formationShape),
    preboot: (name) => readPreboot(account, { ...readApp(name, '/features'), urgent: false }),
    slugCommit: (name, slugId) => {
      const path = `/slugs/${encodeURIComponent(slugId)}`;
      return ask(account, { ...readApp(name, path), urgent: false }, wire.slugShape);
    },
    rollback: (name, releaseId) => {
      const body = { release: releaseId };
      const timeoutMs = account.limits.rollbackTimeoutMs;
      return ask(
        account,
        { ...callOfApp('POST', name, '/releases'), body, timeoutMs },
        wire.releaseShape,
      );
    },
    log: (name, lines) => readLog(account, options.clock, { name, lines }),
    remaining: () => account.allowance.last(),
  };
}

async function readApps(account: Account): Promise<Answer<readonly HerokuApp[]>> {
  const range = `id ..; max=${limits.herokuPageEntriesMax}`;
  const asked: Call = { method: 'GET', path: '/apps', range, urgent: false };
  const answer = await askForAll(account, asked);
  if (!answer.ok) return answer;
  const parsed = answer.value.map((entry) => v.safeParse(wire.appShape, entry));
  const readable = parsed.flatMap((entry) => (entry.success ? [entry.output] : []));
  const fault = parsed.find((entry) => !entry.success);
  if (readable.length === 0 && fault !== undefined) {
    return unreadable({ account, asked, issue: fault.issues[0] });
  }
  return { ok: true, value: readable };
}

/** From the list of features: asked for by itself, a feature that is not offered is a 404. */
async function readPreboot(account: Account, asked: Call): Promise<Answer<boolean>> {
  const answer = await askForList(account, asked, wire.featureShape);
  if (!answer.ok) return answer;
  const enabled = answer.value.some(({ name, enabled }) => name === 'preboot' && enabled);
  return { ok: true, value: enabled };
}
