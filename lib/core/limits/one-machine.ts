/** What the host on one machine waits for and runs at once. */
export const oneMachineLimits = {
  /** One machine: how long the embedded table may take to become active. */
  tableReadyMsMax: 5_000,
  /** A received message is hidden for so long; whoever works on it longer says so in time. */
  queueVisibilityMs: 30_000,
  /** One machine: a message whose handling failed is received again after this. */
  queueRetryMs: 5_000,
  /** One machine: batches that are worked on at once. */
  batchesAtOnceMax: 8,
  /** One machine: the wait after the queue could not be asked; it doubles, up to the second. */
  queueTroubleWaitMs: 500,
  queueTroubleWaitMsMax: 30_000,
  /** One machine: running calls may take so long to end when the host is closed. */
  hostDrainMs: 10_000,
  /** One machine: a request whose body takes longer to come is given up. */
  requestBodyMs: 10_000,
} as const;
