/** How long people may tell lastgood to keep its hands off. */
export const pauseLimits = {
  /** A pause without `--for`. */
  pauseMs: 2 * 3_600_000,
  /** No pause is longer, so that none is forgotten. */
  pauseMsMax: 7 * 24 * 3_600_000,
  /** A pause that stands is told of again each day. */
  pauseRemindMs: 24 * 3_600_000,
  /** Letters of the reason and of who it was. */
  pauseWordsMax: 200,
  /** Tries to change the pauses while others change them too. */
  pauseAttemptsMax: 5,
} as const;
