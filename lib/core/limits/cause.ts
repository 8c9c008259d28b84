/** How much of an app's log is read for the cause of a failure, and how much of it is told. */
export const causeLimits = {
  /** Heroku keeps no more lines (Dev Center: Logging), and gives no more at once. */
  logLinesMax: 1_500,
  /** Of the log no more is read: the newest lines come last, and 1,500 of 300 bytes fit. */
  logBytesMax: 1024 * 1024,
  /** Session and lines together. It runs beside the rollback, and nothing waits for it longer. */
  logTimeoutMs: 5_000,
  /** The log is looked at from so long before the trouble began: a preboot lasts four minutes. */
  causeSinceMs: 5 * 60_000,
  causeCodesMax: 4,
  causeErrorLinesMax: 5,
  causeFirstLines: 8,
  causeLastLines: 4,
  causeLineCharactersMax: 220,
} as const;
