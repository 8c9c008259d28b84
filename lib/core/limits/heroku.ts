/** What Heroku is asked, how often, and how much of its answers is read. */
export const herokuLimits = {
  /** One Platform API call, everything included. */
  herokuTimeoutMs: 10_000,
  /** A rollback's POST may take longer at Heroku; cutting it early makes it ambiguous. */
  rollbackTimeoutMs: 30_000,
  /**
   * Below this many calls left in the account's bucket, only calls of an open incident are made.
   */
  rateLimitReserve: 300,
  /** Releases read per app: more than anybody makes in a probation. */
  releasesRead: 50,
  /** In a quiet watch, Heroku is asked for news at most so often. */
  releasesAgeMsMax: 30_000,
  /** So long a `released_at` that the releases do not explain is taken for news. */
  releasedAtSettleMs: 5 * 60_000,
  /** One answer of the Platform API: a page of 1,000 apps is about 2 MB. */
  herokuBodyBytesMax: 8 * 1024 * 1024,
  /** Entries of one page; Heroku gives no more (Dev Center: Platform API reference, Ranges). */
  herokuPageEntriesMax: 1_000,
  /** Pages of one list that are followed: 10,000 apps. */
  herokuPagesMax: 10,
  /** Connections to the Platform API at once. */
  herokuConnectionsMax: 16,
  /** A kept connection that was idle for longer is not used again: Lambda may have slept on it. */
  herokuKeepAliveMs: 4_000,
  /** What of Heroku's own words is shown to people. */
  herokuMessageCharactersMax: 200,
  /**
   * Calls that Heroku adds to an account's bucket: 4,500 an hour (Dev Center: Platform API limits).
   */
  rateLimitRefillPerMinute: 75,
  /** Heroku's status site is a veto that fails open: it is not waited for. */
  platformStatusTimeoutMs: 3_000,
  /** One answer of the status site serves all apps of a sweep. */
  platformStatusCacheMs: 15_000,
  platformStatusBodyBytesMax: 1024 * 1024,
  /** Trouble that it has shown holds for so long while it cannot be read: then it fails open. */
  platformRememberedMs: 5 * 60_000,
  /** Tries to write that down while others write the same item. */
  platformAttemptsMax: 5,
  /** Subscriptions of one app (Dev Center: limits). */
  subscriptionsMax: 10,
  /** Deliveries of one app's webhooks that are read to tell how they fare. */
  deliveriesRead: 100,
  /** What was delivered so long ago tells nothing of today. */
  deliveriesAgeMsMax: 24 * 3_600_000,
  /** Apps whose subscriptions are looked at side by side. */
  subscribedAtOnce: 6,
  /** A test delivery to our own door, everything included: a function may start cold. */
  testDeliveryTimeoutMs: 10_000,
  /** Heroku refuses a longer app name. */
  appNameCharactersMax: 30,
  /** Why an app is looked at, as one line of the log. */
  reasonCharactersMax: 200,
} as const;
