/** What comes in from outside: how large it may be, and how much of it is followed. */
export const doorLimits = {
  /** A Heroku webhook is about 3 KB; a larger body than this is refused unread. */
  webhookBytesMax: 128 * 1024,
  /** A GitHub webhook is about 20 KB, and grows with what is told of the repository. */
  githubBytesMax: 1024 * 1024,
  /** Apps that one webhook wakes; the next sweep, a minute later at most, looks at all. */
  wokenAppsMax: 50,
  /** What is told of a deploy is three short fields. */
  deployBytesMax: 4 * 1024,
  /** A release that came so long before a deploy was told of may be that deploy's … */
  deployBeforeMs: 5 * 60_000,
  /** … and one that does not come for so long will not: builds and release commands are slow. */
  deployReleaseMsMax: 80 * 60_000,
  /** Whoever asks for a verdict may wait for it so long in one call. */
  deployWaitMsMax: 25_000,
  /** While somebody waits, what is remembered of the app is read so often. */
  deployPollMs: 1_000,
  /** A call ends so long before Lambda would cut it off. */
  deployReserveMs: 2_000,
  /** Days that a deploy can be asked for; the table's time to live deletes it then. */
  deployDaysMax: 30,
} as const;
