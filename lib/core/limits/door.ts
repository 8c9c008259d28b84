/** What comes in from outside: how large it may be, and how much of it is followed. */
export const doorLimits = {
  /** A Heroku webhook is about 3 KB; a larger body than this is refused unread. */
  webhookBytesMax: 128 * 1024,
  /** A GitHub webhook is about 20 KB, and grows with what is told of the repository. */
  githubBytesMax: 1024 * 1024,
  /** Apps that one webhook wakes; the next sweep, a minute later at most, looks at the others. */
  wokenAppsMax: 50,
} as const;
