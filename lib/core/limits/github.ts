/** What GitHub is asked and told, how often, and how long it is waited for. */
export const githubLimits = {
  /** One call to GitHub. Nothing waits for it but what it is for. */
  githubTimeoutMs: 3_000,
  /** One answer of GitHub's: a page of 100 check runs is some 400 KB. */
  githubBodyBytesMax: 4 * 1024 * 1024,
  /** Entries of one page; GitHub gives no more. */
  githubPageEntriesMax: 100,
  /** Pages of one list that are read: 500 check runs of one commit. */
  githubPagesMax: 5,
  /** What of GitHub's own words is shown to people. */
  githubMessageCharactersMax: 200,
  /** GitHub cuts the description of a status here. */
  githubDescriptionCharactersMax: 140,
  /** After a call that failed GitHub is let alone for so long; it doubles each time … */
  githubRetryMs: 30_000,
  /** … up to this. */
  githubRetryMsMax: 3_600_000,
  /** Troubles that pass by themselves are told after so many in a row. */
  githubTroublesTold: 5,
  /** What is not told by then is told no more: nobody waits for it. */
  githubReportAgeMsMax: 24 * 3_600_000,
  /** Checks that still run are waited for so long from when the release was seen. */
  checksWaitMs: 15 * 60_000,
  /** A commit without any check is believed to have none only after this: they may be starting. */
  checksNoneMs: 60_000,
  /** Checks that are waited for are asked for so often … */
  checksPaceMs: 30_000,
  /** … and those of a release that is held against, so often. */
  checksHeldPaceMs: 5 * 60_000,
  /** Letters of a check's name that are shown. */
  checkNameCharactersMax: 80,
  /** Checks that one alert names. */
  checksNamesMax: 5,
} as const;
