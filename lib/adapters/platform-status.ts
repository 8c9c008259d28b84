import { Agent, type Dispatcher, request } from 'undici';
import * as v from 'valibot';
import { limits } from '../core/limits.ts';
import { parseJson } from '../core/parse-json.ts';
import { safeLine } from '../core/safe-line.ts';
import { boundedBody } from './bounded-body.ts';
import type { Clock } from './clock.ts';
import { networkFailure } from './network-failure.ts';

/** How Heroku itself says it is doing, where apps run. */
export type PlatformColor = {
  readonly color: 'green' | 'yellow' | 'red' | 'unknown';
  /** One safe line: the open incidents, or why nothing is known. */
  readonly detail: string;
};

/** Heroku's public status. It fails open: what cannot be asked is `unknown`, no reason to hold. */
export type PlatformStatus = { apps(): Promise<PlatformColor> };

/** `url` null: it is off in apps.yml. One answer serves everybody for a few seconds. */
export function createPlatformStatus(options: {
  readonly url: string | null;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}): PlatformStatus {
  const { url, clock, timeoutMs = limits.platformStatusTimeoutMs } = options;
  if (url === null) return { apps: async () => notKnown('platformStatus is off in apps.yml') };
  // A connection of its own each time: it is asked seldom, and never again soon after.
  const dispatcher = new Agent({ pipelining: 0, connect: { timeout: timeoutMs } });
  let asked: { readonly at: number; readonly answer: Promise<PlatformColor> } | null = null;
  return {
    apps: () => {
      // Wall time: a monotonic clock may stand still while Lambda is frozen.
      if (asked === null || Math.abs(clock.now() - asked.at) > limits.platformStatusCacheMs) {
        asked = { at: clock.now(), answer: read({ url, timeoutMs, dispatcher }) };
      }
      return asked.answer;
    },
  };
}

type Question = {
  readonly url: string;
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
};

async function read({ url, timeoutMs, dispatcher }: Question): Promise<PlatformColor> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const headers = { accept: 'application/json', 'user-agent': 'lastgood' };
    const { statusCode, body } = await request(url, { dispatcher, headers, signal });
    const text = await boundedBody(body, limits.platformStatusBodyBytesMax);
    if (statusCode !== 200) return notKnown(`the status site answered ${statusCode}`);
    return judge(text);
  } catch (error) {
    if (signal.aborted) return notKnown(`the status site had no answer within ${timeoutMs} ms`);
    const { what, code } = networkFailure(error);
    return notKnown(`the status site could not be asked: ${what} (${code})`);
  }
}

function judge(text: string | null): PlatformColor {
  const parsed = v.safeParse(CurrentStatus, parseJson(text ?? ''));
  if (!parsed.success) return notKnown('the status site answered something else than its status');
  const color = parsed.output.status.find(({ system }) => system === 'Apps')?.status ?? 'unknown';
  if (color === 'unknown') return notKnown('the status site gives no color for apps');
  const titles = parsed.output.incidents.map(({ title }) => title).filter((title) => title !== '');
  const detail = titles.length === 0 ? 'no incident is open' : titles.join('; ');
  return { color, detail: safeLine(detail, limits.herokuMessageCharactersMax) };
}

/** https://status.heroku.com/api/v4/current-status, as the Heroku CLI reads it. */
const CurrentStatus = v.object({
  status: v.array(
    v.object({
      system: v.fallback(v.string(), ''),
      status: v.fallback(v.picklist(['green', 'yellow', 'red', 'unknown']), 'unknown'),
    }),
  ),
  incidents: v.fallback(v.array(v.object({ title: v.fallback(v.string(), '') })), []),
});

function notKnown(detail: string): PlatformColor {
  return { color: 'unknown', detail };
}
