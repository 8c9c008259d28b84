/** What the decision waits for, counts and keeps. */
export const decisionLimits = {
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
  /** Old dynos that still answer are waited for at most so long, from when a release was seen. */
  rolloutMsMax: 10 * 60_000,
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
  /** A rollback that Heroku had no room for is sent again after this. */
  rollbackRetryMs: 15_000,
  /** Releases remembered per app; Heroku itself keeps twenty for certain. */
  ledgerEntriesMax: 30,
  /** The digest tells of so much time. */
  digestMs: 24 * 3_600_000,
  /** Incidents of one app that are counted in a day. */
  incidentsKeptMax: 50,
  /** A check that has not passed once for so long is worth a word. */
  unarmedMsMax: 15 * 60_000,
  /** News of one app that a maintenance window keeps back. */
  untoldMax: 20,
  /** What came and went in a maintenance window is mentioned in the first alert of so long. */
  untoldMsMax: 24 * 3_600_000,
  /** Heroku's maintenance mode that is on for so long may be forgotten, and is worth a word … */
  maintenanceLongMs: 4 * 3_600_000,
  /** … and again so often, as a pause is. */
  maintenanceRemindMs: 24 * 3_600_000,
  /** A certificate that expires soon is repeated daily. */
  certificateRemindMs: 24 * 3_600_000,
  /**
   * A reservation of the fleet's slot counts for so long before its owner has claimed the rollback.
   */
  reservationMs: 60_000,
  /** Apps whose sickness began so close together went sick together … */
  correlationMs: 5 * 60_000,
  /** … and an app that was released so long before its sickness may have been made sick by that. */
  correlationReleaseMs: 3_600_000,
  /** At least so many apps, and more than half of all, that went sick … */
  correlationAppsMin: 3,
  /** … within this time went sick of one cause too. */
  correlationWaveMs: 3_600_000,
  /** The sweep that shows the other apps is waited for so many times the time between two. */
  correlationSweeps: 2,
  /** A row that is long enough is looked at closely while its newest reading is no older. */
  suspicionMs: 60_000,
  /** Sick apps that one alert names. */
  correlationNamesMax: 5,
} as const;
