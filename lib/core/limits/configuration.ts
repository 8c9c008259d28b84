/** How large apps.yml and what stands in it may be. */
export const configurationLimits = {
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
  /** GitHub takes no longer name of an environment. */
  environmentCharactersMax: 255,
} as const;
