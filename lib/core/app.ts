import type { Secret } from './secret.ts';

/** One Heroku app and how it is watched: an entry of apps.yml with every default filled in. */
export type App = {
  /** The Heroku app's name. */
  readonly name: string;
  readonly check: Check;
  /**
   * A path on the app's web_url or a whole URL whose body changes with the code; null: not looked
   * at.
   */
  readonly version: string | null;
  readonly rollback: 'auto' | 'ask' | 'off';
  /** How long after a release it may be blamed; null: always. */
  readonly probationMs: number | null;
  readonly sustained: { readonly failures: number; readonly forMs: number };
  /** Healthy readings in a row that make an app well again. */
  readonly recovered: number;
  /**
   * null: what the platform needs, see `warmupMs` in release rules (75 s, or 240 s with preboot).
   */
  readonly warmupMs: number | null;
  readonly watchMs: number;
  readonly verifyMs: number;
  readonly releasePhase: 'act' | 'hold';
  readonly maintenance: readonly MaintenanceWindow[];
  /** Where the code is at GitHub, as `owner/name`; null: not said. */
  readonly repository: string | null;
  /** GitHub's name of the environment that deploys here; null: the app's own name. */
  readonly environment: string | null;
  /** What a release is told of, or held against, whose commit has no passing checks at GitHub. */
  readonly checks: 'warn' | 'hold' | 'off';
};

/** What is asked of the health endpoint, and what must come back. */
export type Check = {
  /** A path that begins with `/` (on the app's web_url), or a whole http(s) URL. */
  readonly health: string;
  readonly headers: Readonly<Record<string, Secret>>;
  /** Inclusive ranges: 200 is [200, 200], 2xx is [200, 299]. */
  readonly status: readonly (readonly [number, number])[];
  readonly checkstring: string | null;
  readonly contains: readonly string[];
  readonly lacks: readonly string[];
  /** A regular expression in RE2 syntax, matched in time linear in the body. */
  readonly matches: string | null;
  readonly json: readonly JsonExpectation[];
  /** Slower than this is degraded: an alert, never a rollback. */
  readonly withinMs: number | null;
  /** An alert when the certificate expires sooner than this. */
  readonly certificateMs: number;
  readonly timeoutMs: number;
  readonly redirects: number;
};

/**
 * `path` as written in apps.yml, for example `$.db.state` or `db.state`; `value` is compared
 * strictly.
 */
export type JsonExpectation = {
  readonly path: string;
  readonly value: string | number | boolean | null;
};

/** A weekly window in which alerts are muted and nothing is acted on. */
export type MaintenanceWindow = {
  /** 0 is Sunday. apps.yml may leave them out: then all seven stand here. */
  readonly days: readonly number[];
  /** Minutes after local midnight. */
  readonly startMinute: number;
  readonly durationMs: number;
  /** An IANA time zone. */
  readonly zone: string;
};

/** A time of each day. */
export type TimeOfDay = {
  /** Minutes after local midnight. */
  readonly minute: number;
  /** An IANA time zone. */
  readonly zone: string;
};

/** All of apps.yml. */
export type Configuration = {
  readonly cadence: { readonly sweepMs: number; readonly watchMs: number };
  readonly limits: Limits;
  readonly remindMs: number;
  readonly blindMs: number;
  /**
   * URLs beside the Platform API whose answering with anything shows that our own network works.
   */
  readonly control: readonly string[];
  /** null: off. */
  readonly platformStatus: string | null;
  /** When it is said each day how all apps are; null: never. */
  readonly digest: TimeOfDay | null;
  readonly apps: readonly App[];
};

/** Bounds on rollbacks. */
export type Limits = {
  readonly cooldownMs: number;
  readonly perAppADay: number;
  readonly fleetAnHour: number;
  readonly fleetAtOnce: number;
};
