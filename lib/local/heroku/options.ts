import type { Environment } from './environment.ts';

/**
 * Every time span of the platform in milliseconds, with Heroku's own value (Dev Center: limits,
 * error codes, preboot, release phase, dyno restarts). Drills and tests pass shorter ones.
 */
const herokuSpans = {
  /** A web process that does not listen on $PORT in this time is killed: R10. */
  bootTimeoutMs: 60_000,
  /** Between SIGTERM and SIGKILL. */
  stopGraceMs: 30_000,
  /** With preboot: from the release to the moment at which requests go to the new dynos. */
  prebootSwitchMs: 180_000,
  /** How long the router holds a request while dynos boot: then H20. */
  routerHoldMs: 75_000,
  /** Without a first byte of the answer in this time: H12. */
  firstByteMs: 30_000,
  /** Without a further byte in this time: H15. */
  idleMs: 55_000,
  /** A release command that runs longer is ended, and its release fails. */
  releasePhaseMs: 3_600_000,
  /**
   * A dyno that stayed up so long has its earlier crashes forgotten. Heroku publishes no number.
   */
  settledMs: 300_000,
  /** How long a webhook's receiver may take to answer. Heroku publishes no number. */
  webhookTimeoutMs: 10_000,
  /** The first wait after a failed delivery at level sync; every further one doubles. */
  webhookRetryFirstMs: 1_000,
  /** The longest wait between two attempts. */
  webhookRetryMaxMs: 3_600_000,
  /** A delivery is given up so long after its event. */
  webhookRetryForMs: 72 * 3_600_000,
  /** A release that is older than this, and not among the newest twenty, expires. */
  releaseRetentionMs: 30 * 24 * 3_600_000,
} as const;

/**
 * Waits before a crashed dyno is started again: at once the first time, then with a growing
 * cool-off; the last one repeats. A new release begins anew.
 */
const restartDelaysMs: readonly number[] = [0, 20, 40, 80, 160, 320].map((min) => min * 60_000);

/** The time spans that one small Heroku keeps. */
export type Spans = { readonly [Name in keyof typeof herokuSpans]: number } & {
  readonly restartDelaysMs: readonly number[];
};

/** What `startSmallHeroku` can be told; everything has a default. */
export type SmallHerokuOptions = Partial<Spans> & {
  /** The Platform API's port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** The only token that is accepted; null, the default, accepts every request. */
  readonly token?: string | null;
  /** Who the token belongs to. */
  readonly email?: string;
  /** Calls in a full bucket, and how many come back a minute. Heroku: 4,500 and 75. */
  readonly rateLimit?: { readonly capacity: number; readonly refillPerMinute: number };
  /** Epoch milliseconds for time stamps, rate limit and expiry. Timers always run in real time. */
  readonly now?: () => number;
  /** Added to the environment of every dyno. A dyno inherits nothing else from this process. */
  readonly environment?: Environment;
};

/** What every part of one small Heroku knows. */
export type Settings = {
  readonly spans: Spans;
  readonly port: number;
  readonly token: string | null;
  readonly email: string;
  readonly rateLimit: { readonly capacity: number; readonly refillPerMinute: number };
  readonly now: () => number;
  readonly environment: Environment;
};

/** Fills in the defaults. */
export function withDefaults(options: SmallHerokuOptions): Settings {
  const { port, token, email, rateLimit, now, environment, ...spans } = options;
  return {
    spans: { ...herokuSpans, restartDelaysMs, ...spans },
    port: port ?? 0,
    token: token ?? null,
    email: email ?? 'robot@example.com',
    rateLimit: rateLimit ?? { capacity: 4_500, refillPerMinute: 75 },
    now: now ?? Date.now,
    environment: environment ?? {},
  };
}
