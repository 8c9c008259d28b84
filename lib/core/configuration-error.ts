/**
 * What was given to start with is wrong: the one kind of error that lastgood throws for a person.
 * The message lists every fault, a line each, so that all of them are mended in one go.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** One line each: what is wrong, what was expected, what to do. Never holds a secret. */
  readonly faults: readonly string[];

  /** `subject` says what was read, for example `The environment` or `apps.yml`. */
  constructor(subject: string, faults: readonly string[]) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super(`${subject} has ${count}, and nothing was started:\n  ${faults.join('\n  ')}`);
    this.faults = faults;
  }
}
