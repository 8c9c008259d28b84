import type { Log } from '../adapters/log.ts';

/** One line of the log before it is written. */
export type LogEntry = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** A log for somebody who listens instead of a file: each entry is handed over as it is. */
export function createHeardLog(hear: (entry: LogEntry) => void): Log {
  const say = (level: LogEntry['level'], message: string, facts: object = {}) =>
    hear({ at: Date.now(), level, message, facts: { ...facts } });
  return {
    info: (message, facts) => say('info', message, facts),
    warn: (message, facts) => say('warn', message, facts),
    error: (message, facts) => say('error', message, facts),
  };
}
