/** Every bound of the system, named, with its unit. What a user may choose stands in apps.yml instead. */
export const limits = {
  /** A probe reads no more of a body than this. */
  bodyBytesMax: 64 * 1024,
  /** What of a body is shown to people. */
  bodyCutCharactersMax: 200,
  /** SNS refuses a longer subject. */
  subjectCharactersMax: 100,
  /** One SMS part with room for what the carrier adds. */
  smsCharactersMax: 140,
  /** SNS refuses a larger message. */
  messageBytesMax: 256 * 1024,
  /** DynamoDB refuses a larger item; we stay far below. */
  itemBytesMax: 350 * 1024,
  /** Apps of one shard: one pulse item a sweep, one queue message. */
  shardAppsMax: 100,
  /** Probes under way at once in one sweep. */
  probesAtOnceMax: 32,
  /** A Heroku webhook is about 3 KB; a larger body than this is refused unread. */
  webhookBytesMax: 128 * 1024,
  /** One Platform API call, everything included. */
  herokuTimeoutMs: 10_000,
  /** A rollback's POST may take longer at Heroku; cutting it early makes it ambiguous. */
  rollbackTimeoutMs: 30_000,
  /** Below this many calls left in the account's bucket, only calls of an open incident are made. */
  rateLimitReserve: 300,
  /** Releases read per app: more than anybody makes in a probation. */
  releasesRead: 50,
} as const;
