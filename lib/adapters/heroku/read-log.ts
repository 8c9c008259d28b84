import { request } from 'undici';
import type { Answer } from '../../core/release.ts';
import type { Clock } from '../clock.ts';
import type { Account } from './account.ts';
import { ask } from './ask.ts';
import { callOfApp } from './call.ts';
import { type Asked, malformed, timedOut, unreachable } from './trouble.ts';
import * as wire from './wire.ts';

/**
 * The newest lines of an app's log as text. One deadline holds for the session and its lines; what
 * has come until then is answered, because Fir keeps no lines and sends new ones without an end.
 */
export async function readLog(
  account: Account,
  clock: Clock,
  { name, lines }: { readonly name: string; readonly lines: number },
): Promise<Answer<string>> {
  const { logTimeoutMs } = account.limits;
  const startedAt = clock.monotonic();
  const opening = callOfApp('POST', name, '/log-sessions');
  const body = { lines, tail: false };
  const opened = await ask(
    account,
    { ...opening, body, urgent: false, timeoutMs: logTimeoutMs },
    wire.logSessionShape,
  );
  if (!opened.ok) return opened;
  const asked: Asked = { method: 'GET', path: opening.path };
  const leftMs = logTimeoutMs - (clock.monotonic() - startedAt);
  if (leftMs <= 0) return { ok: false, trouble: timedOut(asked, logTimeoutMs) };
  if (!isTrusted(account, opened.value)) {
    const what = 'the address of the log is not https';
    return { ok: false, trouble: malformed(asked, { status: 201, requestId: null, what }) };
  }
  return receive(account, asked, { url: opened.value, leftMs });
}

/** The address is a secret that opens the log: it goes over TLS, or stays where the API is. */
function isTrusted({ baseUrl }: Account, url: string): boolean {
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === new URL(baseUrl).origin;
}

/** The token stays here: the address is all that the log asks for. */
async function receive(
  account: Account,
  asked: Asked,
  { url, leftMs }: { readonly url: string; readonly leftMs: number },
): Promise<Answer<string>> {
  const signal = AbortSignal.timeout(Math.ceil(leftMs));
  const came: Uint8Array[] = [];
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: account.connections.forMethod('POST'),
      signal,
      headers: { accept: 'text/event-stream', 'user-agent': 'lastgood' },
    });
    if (statusCode !== 200) {
      await body.dump();
      const what = 'the log session shows no log';
      return {
        ok: false,
        trouble: malformed(asked, { status: statusCode, requestId: null, what }),
      };
    }
    await keepNewest(body, came, account.limits.logBytesMax);
  } catch (error) {
    if (!signal.aborted) return { ok: false, trouble: unreachable(asked, 'the log', error) };
    if (came.length === 0) {
      return { ok: false, trouble: timedOut(asked, account.limits.logTimeoutMs) };
    }
  }
  return { ok: true, value: Buffer.concat(came).toString('utf8') };
}

/** The newest lines come last, so that what is beyond the bound is lost at the beginning. */
async function keepNewest(
  body: AsyncIterable<Uint8Array>,
  came: Uint8Array[],
  bytesMax: number,
): Promise<void> {
  let bytes = 0;
  for await (const chunk of body) {
    came.push(chunk);
    bytes += chunk.length;
    while (bytes > bytesMax && came.length > 1) bytes -= came.shift()?.length ?? 0;
  }
}
