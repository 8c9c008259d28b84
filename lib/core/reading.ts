/**
 * Why a reading is not healthy. `certificate`: the certificate itself is bad; `tls`: the handshake
 * is.
 */
export const causes = [
  'dns',
  'connect',
  'tls',
  'certificate',
  'timeout',
  'redirect',
  'too-large',
  'status',
  'body',
  'json',
] as const;
export type Cause = (typeof causes)[number];

/** Milliseconds spent in each part of one probe; null: that part was not reached. */
export type Phases = {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** From the request sent to the first byte of the answer. */
  readonly headersMs: number | null;
  readonly bodyMs: number | null;
  readonly totalMs: number;
};

/** What came back from one probe, before anybody judged it. A probe never throws. */
export type ProbeOutcome =
  | {
      readonly kind: 'answered';
      readonly url: string;
      readonly status: number;
      /** Raw body bytes decoded as UTF-8, at most `bodyBytesMax` of them. */
      readonly body: string;
      /** False: the body was longer than `bodyBytesMax` and was cut there. */
      readonly complete: boolean;
      readonly contentType: string | null;
      /** Where an answer that is a redirect points to, as the server wrote it. */
      readonly location?: string;
      /** Epoch milliseconds; null over plain http. */
      readonly certificateExpiresAt: number | null;
      readonly phases: Phases;
    }
  | {
      readonly kind: 'failed';
      readonly url: string;
      readonly cause: Extract<
        Cause,
        'dns' | 'connect' | 'tls' | 'certificate' | 'timeout' | 'redirect' | 'too-large'
      >;
      /** One sentence for a person, without secrets. */
      readonly message: string;
      /** True when nothing of the app's side was reached, so that the trouble can be ours alone. */
      readonly canBeOurs: boolean;
      readonly phases: Phases;
    };

/** One probe's answer, judged against the app's check. */
export type Reading = {
  /** Epoch milliseconds when the probe began. */
  readonly at: number;
  readonly verdict: 'healthy' | 'sick' | 'unknown';
  /** null only when the verdict is healthy. */
  readonly cause: Cause | null;
  readonly url: string;
  /** For a person: `status 200 and body "ok"`. */
  readonly expected: string;
  /** For a person: `status 503, body "Application Error…"`, cut safely, no control characters. */
  readonly came: string;
  readonly status: number | null;
  /** True when the app answered over HTTP at all, or took the connection and then was silent. */
  readonly reachedApp: boolean;
  /** True when the answer was right but slower than `within`. */
  readonly slow: boolean;
  readonly certificateExpiresAt: number | null;
  readonly phases: Phases;
};
