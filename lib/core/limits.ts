/**
 * Every bound of the system, named, with its unit. What a user may choose stands in apps.yml
 * instead.
 */
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
  /** Somebody's answer to the control probe comes far sooner, where the network works. */
  controlTimeoutMs: 3_000,
  /** One control probe serves every app whose trouble began within this. */
  controlSharedMs: 5_000,
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
  /**
   * Below this many calls left in the account's bucket, only calls of an open incident are made.
   */
  rateLimitReserve: 300,
  /** Releases read per app: more than anybody makes in a probation. */
  releasesRead: 50,
  /** A release is proven by at least so many scored readings … */
  provenReadingsMin: 8,
  /** … of which at least this share was healthy … */
  provenHealthyShareMin: 0.9,
  /** … and at most this share of all could not be judged. */
  provenUnknownShareMax: 0.2,
  /** So many rows of sick readings, each ended by a healthy one … */
  flappingRows: 5,
  /** … within this time are flapping. */
  flappingWindowMs: 10 * 60_000,
  /**
   * The app must have been seen healthy at most so long before a release for the release to be
   * blamed.
   */
  baselineAgeMsMax: 10 * 60_000,
  /** The router holds requests for so long while dynos boot (Heroku error H20). */
  warmupMs: 75_000,
  /**
   * Old dynos go on answering for about three minutes with preboot; a Private Space rolls slowly.
   */
  warmupSlowMs: 240_000,
  /** A release command may run for an hour at Heroku; after this the release is stuck. */
  pendingMsMax: 65 * 60_000,
  /** A rollback that is not current after so long is worth a word. */
  rollbackSlowMs: 15 * 60_000,
  /** A rollback that was given up is looked out for twice as long as a release command may run. */
  stragglerMsMax: 130 * 60_000,
  /**
   * A POST whose answer was lost is sent again only after this, and after reading that it did
   * nothing.
   */
  resendAfterMs: 60_000,
  /** POSTs per rollback whose outcome is not known. */
  rollbackSendsMax: 2,
  /** Releases remembered per app; Heroku itself keeps twenty for certain. */
  ledgerEntriesMax: 30,
  /** In a quiet watch, Heroku is asked for news at most so often. */
  releasesAgeMsMax: 30_000,
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
  /** Heroku refuses a longer app name. */
  appNameCharactersMax: 30,
  /** Why an app is looked at, as one line of the log. */
  reasonCharactersMax: 200,
  /** One billed chunk of SQS; a full shard's message is under 6 KB. */
  queueMessageBytesMax: 64 * 1024,
  /** An AWS endpoint that cannot be connected to in this time is tried again or given up. */
  awsConnectTimeoutMs: 3_000,
  /** One attempt of one AWS call; DynamoDB, SNS, SQS and SSM answer in milliseconds. */
  awsRequestTimeoutMs: 5_000,
  /** Attempts of one AWS call, the first one included. */
  awsAttemptsMax: 3,
  /** What is shown of an AWS error's own words. */
  awsReasonCharactersMax: 300,
  /** DynamoDB takes no more keys in one BatchGetItem. */
  batchGetKeysMax: 100,
  /**
   * How often the keys that BatchGetItem left unprocessed are asked for, the first time included.
   */
  batchGetAttemptsMax: 8,
  /**
   * The wait before unprocessed keys are asked for again; it doubles each time, up to the second.
   */
  batchGetWaitMs: 50,
  batchGetWaitMsMax: 2_000,
  /** SQS delays a message no longer than 15 minutes. */
  queueDelayMsMax: 900_000,
  /** SSM takes no more names in one GetParameters. */
  parametersMax: 10,
  /** A message attribute is there to be compared by a filter policy, and those are short. */
  attributeCharactersMax: 256,
  /** One text of an alert; four of them fill an SNS message by themselves. */
  alertTextCharactersMax: 16 * 1024,
  /** Columns of the prose in an e-mail: readable everywhere, quoted or not. */
  emailColumns: 76,
  /** A check that has not passed once for so long is worth a word. */
  unarmedMsMax: 15 * 60_000,
  /** A certificate that expires soon is repeated daily. */
  certificateRemindMs: 24 * 3_600_000,
  /** One machine: how long the embedded table may take to become active. */
  tableReadyMsMax: 5_000,
  /** A message that was received so often without success goes to the dead-letter queue. */
  queueReceivesMax: 3,
  /** A received message is hidden for so long; whoever works on it longer says so in time. */
  queueVisibilityMs: 30_000,
  /** One machine: a message whose handling failed is received again after this. */
  queueRetryMs: 5_000,
  /** SQS waits no longer than 20 s for a message to come. */
  queueWaitMs: 20_000,
  /** SQS hands out no more messages at once. */
  queueBatchMax: 10,
  /** One machine: batches that are worked on at once. */
  batchesAtOnceMax: 8,
  /** One machine: the wait after the queue could not be asked; it doubles, up to the second. */
  queueTroubleWaitMs: 500,
  queueTroubleWaitMsMax: 30_000,
  /** The time of one call of each function; Lambda ends it then. */
  sweepTimeoutMs: 120_000,
  watchTimeoutMs: 300_000,
  webhookTimeoutMs: 10_000,
  /** One machine: running calls may take so long to end when the host is closed. */
  hostDrainMs: 10_000,
  /** Lambda takes no larger request (AWS Lambda quotas: invocation payload, synchronous). */
  requestBytesMax: 6 * 1024 * 1024,
  /** One machine: a request whose body takes longer to come is given up. */
  requestBodyMs: 10_000,
  /**
   * A larger apps.yml is refused unread: thousands of apps fit, and a slip is not parsed for long.
   */
  configurationBytesMax: 1024 * 1024,
  /** Aliases of one YAML file, each counted with all that it stands for: a bomb is refused. */
  yamlAliasesMax: 100,
  /** Syntax faults of one file that are told: one slip makes many. */
  syntaxFaultsMax: 20,
  /** What of a wrong value is shown. */
  cameCharactersMax: 60,
  /** No duration of apps.yml is longer than a leap year. */
  durationMsMax: 366 * 24 * 60 * 60 * 1000,
  /** A maintenance window recurs each week, so it ends within one. */
  maintenanceMsMax: 7 * 24 * 60 * 60 * 1000,
  /** Any count in apps.yml that has no bound of its own. */
  countMax: 1000,
  urlCharactersMax: 2048,
  expressionCharactersMax: 1000,
  controlUrlsMax: 10,
  /** A rollback that Heroku had no room for is sent again after this. */
  rollbackRetryMs: 15_000,
  /** An outbox larger than this loses its oldest evidence, never an alert. */
  outboxBytesMax: 200 * 1024,
  /**
   * A reservation of the fleet's slot counts for so long before its owner has claimed the rollback.
   */
  reservationMs: 60_000,
  /** Beside the probe, a close look may take so long: Heroku, the table, the topic. */
  closeLookReserveMs: 10_000,
  /** What of a stored alert that cannot be read is sent on. */
  unreadableCharactersMax: 4_000,
  /**
   * A watch ends so long before Lambda would cut it off: a rollback's POST fits, and its record.
   */
  watchReserveMs: 35_000,
} as const;
