import { type Clock, systemClock } from './clock.ts';

/** Tells the people who run lastgood what it does. Alerts are for its users; this is not. */
export type Log = {
  info(message: string, facts?: object): void;
  warn(message: string, facts?: object): void;
  error(message: string, facts?: object): void;
};

/**
 * A log that gives one JSON object a line to `write` (without the line's end; default: standard
 * output): `at`, `level`, `message` and `facts`. It never throws over what it is given to say,
 * and a Secret prints as its placeholder.
 */
export function createLog(
  write: (line: string) => void = writeToOutput,
  clock: Clock = systemClock,
): Log {
  const say = (level: string, message: string, facts: object | undefined): void => {
    const entry = { at: new Date(clock.now()).toISOString(), level, message };
    write(facts === undefined ? JSON.stringify(entry) : withFacts(entry, facts));
  };
  return {
    info: (message, facts) => say('info', message, facts),
    warn: (message, facts) => say('warn', message, facts),
    error: (message, facts) => say('error', message, facts),
  };
}

function writeToOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}

function withFacts(entry: object, facts: object): string {
  try {
    return JSON.stringify({ ...entry, facts }, readable);
  } catch (error) {
    // A circle or a throwing getter: the message must come out all the same.
    return JSON.stringify({ ...entry, facts: `could not be written: ${String(error)}` });
  }
}

/** JSON shows an Error as `{}`, drops a Map's entries and refuses a bigint. */
function readable(_key: string, value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
  }
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  return typeof value === 'bigint' ? value.toString() : value;
}
