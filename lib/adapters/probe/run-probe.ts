/** Follows one probe from its first request through its redirects to its outcome. */
import type { SecureContext } from 'node:tls';
import { limits } from '../../core/limits.ts';
import type { ProbeOutcome } from '../../core/reading.ts';
import { safeLine } from '../../core/safe-line.ts';
import type { Clock } from '../clock.ts';
import type { ProbeRequest } from '../http-probe.ts';
import type { Failure } from './blame.ts';
import { expiryOfRefused } from './certificate.ts';
import type { Connection } from './connector.ts';
import { Deadline } from './deadline.ts';
import { type Exchange, exchange, type Received } from './exchange.ts';
import { codeOf, failureOf } from './failure.ts';
import { isRedirect, redirectTarget } from './redirect.ts';
import { isReservedAddress } from './reserved-address.ts';
import { Stopwatch } from './stopwatch.ts';
import { wireHeaders } from './wire-headers.ts';

/** What probes share. */
export type ProbeMeans = {
  readonly clock: Clock;
  readonly secureContext: () => SecureContext;
};

/** Carries out one probe. Never throws. */
export async function runProbe(request: ProbeRequest, means: ProbeMeans): Promise<ProbeOutcome> {
  const watch = new Stopwatch(means.clock);
  const deadline = new Deadline(means.clock, request.timeoutMs);
  const probe = { ...means, request, watch, deadline, headers: wireHeaders(request.headers) };
  try {
    return await followed(probe, new URL(request.url));
  } catch (error) {
    const why = safeLine(String(error), limits.bodyCutCharactersMax);
    const message = `the request could not be made: ${why}`;
    return failed(probe, request.url, { cause: 'connect', message, canBeOurs: true });
  } finally {
    deadline.end();
  }
}

type Probe = ProbeMeans & {
  readonly request: ProbeRequest;
  readonly watch: Stopwatch;
  readonly deadline: Deadline;
  readonly headers: Readonly<Record<string, string>>;
};

async function followed(probe: Probe, first: URL): Promise<ProbeOutcome> {
  const { redirects } = probe.request;
  let url = first;
  let publicOnly = false;
  for (let hop = 0; ; hop++) {
    const connection = newConnection(probe, publicOnly);
    const { deadline, headers } = probe;
    const result = await exchange({ url, headers, deadline, connection, follows: hop < redirects });
    if (result.kind !== 'answered') return broken(probe, { url, hop, connection, result });
    const { status, location } = result.received;
    if (redirects === 0 || location === null || !isRedirect(status)) {
      return answered(probe, { url, connection, received: result.received });
    }
    const target = redirectTarget(url, location);
    if (target.kind === 'refused') return lost(probe, url, `not followed: ${target.why}`);
    if (hop === redirects) return lost(probe, url, `one too many, after ${redirects} of them`);
    // Whoever probes an address of their own network may be led about in it; nobody else.
    publicOnly ||= hop === 0 && !isReservedAddress(connection.address ?? '');
    url = target.url;
  }
}

function newConnection({ watch, secureContext }: Probe, publicOnly: boolean): Connection {
  return {
    watch,
    secureContext,
    publicOnly,
    socket: null,
    address: null,
    secureTarget: null,
    certificateExpiresAt: null,
  };
}

type Answer = { readonly url: URL; readonly connection: Connection; readonly received: Received };

function answered(probe: Probe, { url, connection, received }: Answer): ProbeOutcome {
  const { status, complete, contentType, location, chunks } = received;
  const [first, second] = chunks;
  const bytes = second === undefined && first !== undefined ? first : Buffer.concat(chunks);
  return {
    kind: 'answered',
    url: withoutCredentials(url.href),
    status,
    body: bytes.toString('utf8'),
    complete,
    contentType,
    ...(location === null ? {} : { location }),
    certificateExpiresAt: connection.certificateExpiresAt,
    phases: probe.watch.read(),
  };
}

type Broken = {
  readonly url: URL;
  readonly hop: number;
  readonly connection: Connection;
  readonly result: Exclude<Exchange, { kind: 'answered' }>;
};

async function broken(probe: Probe, { url, hop, connection, result }: Broken) {
  const { watch, request, deadline, clock } = probe;
  const { timeoutMs } = request;
  const scene = { url, phase: watch.phase, phases: watch.read(), timeoutMs, redirected: hop > 0 };
  const failure = failureOf(result, scene);
  const { secureTarget } = connection;
  if (result.kind === 'late' || codeOf(result.error) !== 'CERT_HAS_EXPIRED' || !secureTarget) {
    return failed(probe, url.href, failure);
  }
  const expiredAt = await expiryOfRefused(secureTarget, deadline);
  if (expiredAt === null || expiredAt > clock.now()) return failed(probe, url.href, failure);
  const message = `${failure.message}, on ${new Date(expiredAt).toISOString()}`;
  return failed(probe, url.href, { ...failure, message });
}

function lost(probe: Probe, url: URL, why: string): ProbeOutcome {
  return failed(probe, url.href, {
    cause: 'redirect',
    message: `the redirect was ${why}`,
    canBeOurs: false,
  });
}

function failed({ watch }: Probe, url: string, failure: Failure): ProbeOutcome {
  return { kind: 'failed', url: withoutCredentials(url), ...failure, phases: watch.read() };
}

/** A name and a password in a URL are never sent, and never shown either. */
function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}
