// What the tests of the small Heroku share: one per test, closed after it; apps to deploy; the API
// as a client sees it.

import { onTestFinished, vi } from 'vitest';
import {
  type SmallHeroku,
  type SmallHerokuOptions,
  type Source,
  startSmallHeroku,
} from '../../../lib/local/heroku/small-heroku.ts';

export { answering, running } from './fixtures/source.ts';

/** A small Heroku that is closed when the test is over. */
export async function startForTest(options: SmallHerokuOptions = {}): Promise<SmallHeroku> {
  const heroku = await startSmallHeroku({
    stopGraceMs: 2_000,
    restartDelaysMs: [60_000],
    ...options,
  });
  onTestFinished(() => heroku.close());
  return heroku;
}

/**
 * Holds the timers of this very length, which no other timer has; the newest one fires when the
 * answer is called, so that what has to come before it is never too slow.
 */
export function heldTimer(ms: number): () => void {
  let newest: (() => void) | null = null;
  const real = globalThis.setTimeout;
  const hold = (run: () => void, afterMs?: number) => {
    if (afterMs !== ms) return real(run, afterMs);
    newest = run;
    return real(() => {}, 0);
  };
  const held = vi.spyOn(globalThis, 'setTimeout').mockImplementation(hold as typeof setTimeout);
  onTestFinished(() => held.mockRestore());
  return () => {
    if (newest === null) throw new Error(`no timer of ${ms} ms was begun`);
    newest();
  };
}

/** Deploys and waits until the release's web dynos are in the state. */
export async function deployTo(
  heroku: SmallHeroku,
  source: Source,
  state: 'up' | 'crashed' = 'up',
): Promise<void> {
  await heroku.deploy('shop', source);
  await heroku.untilWeb('shop', state);
}

/** What the app answers. */
export async function ask(heroku: SmallHeroku, path = '') {
  const answer = await fetch(`${heroku.appUrl('shop')}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Waits for the router's or a dyno's log line that holds the text. Ask before the cause. */
export function logged(heroku: SmallHeroku, text: string): Promise<unknown> {
  return heroku.until('log', ({ line }) => line.includes(text));
}

/** The fields of API answers that tests go on with; the rest is compared and not used. */
type ApiBody = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly message: string;
  readonly generation: unknown;
  readonly slug: { readonly id: string };
  readonly output_stream_url: string;
  readonly logplex_url: string;
};

/** One call of the API. `list` is the body of a list, `body` that of anything else. */
export async function call(
  heroku: SmallHeroku,
  line: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const [method = '', path = ''] = line.split(' ');
  const answer = await fetch(`${heroku.apiUrl}${path}`, {
    method,
    headers: { Accept: 'application/vnd.heroku+json; version=3', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const parsed: unknown = await answer.json();
  const list = Array.isArray(parsed) ? (parsed as readonly ApiBody[]) : [];
  return { status: answer.status, headers: answer.headers, body: parsed as ApiBody, list };
}
