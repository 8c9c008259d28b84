/** What AWS allows, and how long it is waited for. */
export const awsLimits = {
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
  /** Pages of a topic's subscriptions that are read, of a hundred each. */
  subscriptionPagesMax: 10,
  /** Whether somebody is subscribed to the topics is asked so often … */
  subscribersAgeMsMax: 3_600_000,
  /** … and so often while nobody is, so that the alarm is soon over. */
  subscribersAgainMs: 5 * 60_000,
  /** Subscriptions that could not be listed for so long are worth a word … */
  subscribersUnlistedMs: 3_600_000,
  /** … which is repeated so often. */
  subscribersRemindMs: 24 * 3_600_000,
  /** SSM takes no more names in one GetParameters. */
  parametersMax: 10,
  /** A message that was received so often without success goes to the dead-letter queue. */
  queueReceivesMax: 3,
  /** What of a dead message people are sent; the rest of it would tell them nothing more. */
  deadLetterCharactersMax: 4_000,
  /** SQS waits no longer than 20 s for a message to come. */
  queueWaitMs: 20_000,
  /** SQS hands out no more messages at once. */
  queueBatchMax: 10,
  /** Lambda takes no larger request (AWS Lambda quotas: invocation payload, synchronous). */
  requestBytesMax: 6 * 1024 * 1024,
} as const;
