/** What `lastgood verify` waits for and believes. */
export const verifyLimits = {
  /**
   * A baseline that was noted before this is of another deploy. A job of GitHub's own machines
   * ends after six hours.
   */
  baselineFileAgeMsMax: 6 * 3_600_000,
  /** A baseline's file is some 600 bytes. */
  baselineBytesMax: 64 * 1024,
  /** The health before a deploy is tried to be seen for so long. */
  noteMsMax: 5 * 60_000,
  /** Without a name for it, a release is the new one if it was made so short a time ago. */
  freshReleaseMs: 15 * 60_000,
  /** How long the new release and its verdict are waited for, unless `--timeout` says otherwise. */
  verifyMs: 20 * 60_000,
  verifyMsMax: 6 * 3_600_000,
  /** The close look after the warm-up, unless `--watch` says otherwise. */
  verifyWatchMs: 60_000,
  /** Releases whose commit is looked up at Heroku while one is waited for. */
  commitsReadMax: 5,
  /** A deployed lastgood is asked to hold its answer back for so long, in whole seconds. */
  longPollSeconds: 25,
  /** One call to a deployed lastgood, beyond the time that it may hold its answer back. */
  deployCallMs: 10_000,
  deployBodyBytesMax: 256 * 1024,
  /** The wait before a deployed lastgood is asked again after trouble; it doubles up to a bound. */
  deployRetryMs: 1_000,
  deployRetryMsMax: 15_000,
} as const;
