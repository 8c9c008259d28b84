/** One line of an app's log before it is written out. */
export type LogLine = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `app` for what the app printed, `heroku` for what the platform says. */
  readonly source: 'app' | 'heroku';
  /** `web.1`, `router`, `api`, `release.7` … */
  readonly process: string;
  readonly message: string;
};

/** Which lines a reader wants; absent means all. */
export type LogFilter = {
  readonly source?: string | undefined;
  readonly process?: string | undefined;
};

/** Cedar keeps so many lines of an app and no more (Dev Center: logging). */
const keptLinesMax = 1_500;

/** The log of one app. */
export class Logs {
  readonly #lines: LogLine[] = [];
  readonly #listeners = new Set<(line: LogLine) => void>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  write(source: LogLine['source'], process: string, message: string): void {
    const line = { at: this.#now(), source, process, message };
    this.#lines.push(line);
    if (this.#lines.length > keptLinesMax) this.#lines.shift();
    for (const listener of this.#listeners) listener(line);
  }

  /** The kept lines that pass the filter, oldest first. */
  lines(filter: LogFilter = {}): readonly LogLine[] {
    return this.#lines.filter((line) => passes(line, filter));
  }

  /** Calls the listener for every further line that passes; the answer ends that. */
  follow(filter: LogFilter, listener: (line: LogLine) => void): () => void {
    const filtered = (line: LogLine) => {
      if (passes(line, filter)) listener(line);
    };
    this.#listeners.add(filtered);
    return () => this.#listeners.delete(filtered);
  }
}

/** The line as `heroku logs` shows it: `2026-01-31T12:00:00.123000+00:00 app[web.1]: hello`. */
export function formatLogLine(line: LogLine): string {
  const at = new Date(line.at).toISOString().replace('Z', '000+00:00');
  return `${at} ${line.source}[${line.process}]: ${line.message}`;
}

function passes(line: LogLine, filter: LogFilter): boolean {
  if (filter.source && filter.source !== line.source) return false;
  if (!filter.process) return true;
  // `web` asks for all dynos of the type, `web.1` for one.
  return line.process === filter.process || line.process.startsWith(`${filter.process}.`);
}
