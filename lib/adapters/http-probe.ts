/**
 * Asks one health endpoint once, on a fresh connection, and brings back what came. Judges nothing.
 */
import { createSecureContext, type SecureContext } from 'node:tls';
import type { ProbeOutcome } from '../core/reading.ts';
import type { Secret } from '../core/secret.ts';
import type { Clock } from './clock.ts';
import { runProbe } from './probe/run-probe.ts';

/** Asks health endpoints. */
export type HttpProbe = {
  /**
   * Never throws and takes no longer than its timeout. `url` of the outcome: the one asked last.
   */
  probe(request: ProbeRequest): Promise<ProbeOutcome>;
  /** Waits for the probes under way. Between probes nothing is kept open. */
  close(): Promise<void>;
};

/** One probe: a GET. */
export type ProbeRequest = {
  /** An http or https URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, Secret>>;
  /** For all of it together: name lookup, connection, TLS, headers, body and redirects. */
  readonly timeoutMs: number;
  /** How many redirects are followed, on the same host only. */
  readonly redirects: number;
};

/** `ca`: PEM certificates that are trusted in place of Node's own, for tests. */
export type HttpProbeOptions = { readonly clock: Clock; readonly ca?: string };

/** Creates a probe. One secure context is shared, which spares a third of the cost of TLS. */
export function createHttpProbe({ clock, ca }: HttpProbeOptions): HttpProbe {
  let context: SecureContext | null = null;
  const secureContext = () => {
    context ??= createSecureContext(ca === undefined ? {} : { ca });
    return context;
  };
  const underWay = new Set<Promise<ProbeOutcome>>();
  return {
    probe: (request) => {
      const outcome = runProbe(request, { clock, secureContext }).finally(() => {
        underWay.delete(outcome);
      });
      underWay.add(outcome);
      return outcome;
    },
    close: async () => {
      await Promise.all(underWay);
    },
  };
}
