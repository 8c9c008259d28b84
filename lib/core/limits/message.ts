/** How long a message may be, for SNS, for people, for the table. */
export const messageLimits = {
  /** SNS refuses a longer subject. */
  subjectCharactersMax: 100,
  /** So many apps with the same to tell are told in one message. */
  groupedAppsMin: 3,
  /**
   * An alert waits no longer for the sweep that tells it together with those of other apps; apps
   * that were released further apart than this are told of one by one.
   */
  groupWaitMs: 90_000,
  /** Released so lately, an app may have something to tell that no sweep has written of. */
  releaseNewsMs: 180_000,
  /** Tries to take out of an outbox what was sent, while others write it too. */
  outboxAttemptsMax: 5,
  /** Alerts that one message carries: with all of their ids it stays within SNS's limit. */
  groupedAlertsMax: 100,
  /** Apps that one sentence names. */
  groupedNamesMax: 5,
  /** One SMS part with room for what the carrier adds. */
  smsCharactersMax: 140,
  /** SNS refuses a larger message. */
  messageBytesMax: 256 * 1024,
  /** DynamoDB refuses a larger item; we stay far below. */
  itemBytesMax: 350 * 1024,
  /** An outbox larger than this loses its oldest evidence, never an alert. */
  outboxBytesMax: 200 * 1024,
  /** What of a stored alert that cannot be read is sent on. */
  unreadableCharactersMax: 4_000,
  /** A message attribute is there to be compared by a filter policy, and those are short. */
  attributeCharactersMax: 256,
  /** One text of an alert; four of them fill an SNS message by themselves. */
  alertTextCharactersMax: 16 * 1024,
  /** Columns of the prose in an e-mail: readable everywhere, quoted or not. */
  emailColumns: 76,
  // A chat is glanced at: these are what we send, far below what a topic carries. Slack shows no
  // more than 3,000 characters in one block.
  chatTitleMax: 200,
  chatDescriptionMax: 2_950,
  chatTextMax: 500,
  chatEvidenceLines: 10,
  chatLineMax: 140,
  /** Of several apps each has a line: more of them, and shorter ones, fill as much. */
  chatGroupedLines: 20,
  chatGroupedLineMax: 90,
  chatStepsMax: 8,
  chatStepMax: 400,
  /** What of a commit people are shown. */
  commitCharactersMax: 12,
} as const;
