/** What one probe, one sweep and one watch may take. */
export const probeLimits = {
  /** A probe reads no more of a body than this. */
  bodyBytesMax: 64 * 1024,
  /** What of a body is shown to people. */
  bodyCutCharactersMax: 200,
  /**
   * The head of an answer; Heroku's router lets far larger ones pass, no health endpoint needs
   * them.
   */
  headerBytesMax: 64 * 1024,
  /**
   * One of an origin's addresses gets this long to take the connection before the next one is
   * tried: above any round trip on Earth, so that a far address is not given up.
   */
  connectAttemptMs: 1_000,
  /** A right answer that took longer is a slow one, where `within` says nothing. */
  probeSlowMs: 2_000,
  /** Somebody's answer to the control probe comes far sooner, where the network works. */
  controlTimeoutMs: 3_000,
  /** One control probe serves every app whose trouble began within this. */
  controlSharedMs: 5_000,
  /** Apps of one shard: one pulse item a sweep, one queue message. */
  shardAppsMax: 100,
  /** An app that nobody has looked at for longer is an alert, if three sweeps fit into it. */
  notLookedAtMs: 5 * 60_000,
  /** Apps that nobody looks at are told of again so often. */
  neglectRemindMs: 24 * 3_600_000,
  /** Sweeps that may be missed before anybody is told, where they come more slowly. */
  sweepsMissedMax: 3,
  /** Probes under way at once in one sweep. */
  probesAtOnceMax: 32,
  /** Beside the probe, a close look may take so long: Heroku, the table, the topic. */
  closeLookReserveMs: 10_000,
  /**
   * A watch ends so long before Lambda would cut it off: a rollback's POST fits, and its record.
   */
  watchReserveMs: 35_000,
  /** The time of one call of each function; Lambda ends it then. */
  sweepTimeoutMs: 120_000,
  watchTimeoutMs: 300_000,
  webhookTimeoutMs: 10_000,
  deploysTimeoutMs: 30_000,
  deadLettersTimeoutMs: 60_000,
} as const;
