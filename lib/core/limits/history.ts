/** What is kept of decisions that were made. */
export const historyLimits = {
  /** Days that a decision is kept, with its evidence; the table's time to live deletes it then. */
  historyDaysMax: 90,
  /**
   * Decisions that one app's day holds, at some 50 bytes each in the day's list. An app that
   * changes more often than every 43 seconds all day long says nothing new after that.
   */
  historyEntriesADayMax: 2_000,
  /** Tries to add to a day's list while others write it too. */
  historyAttemptsMax: 5,
  /** Decisions that are explained at once; each is an item of its own of up to some 40 KB. */
  explainedMax: 200,
} as const;
