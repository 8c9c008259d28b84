/** Heroku's log as text becomes lines: when, from which source and dyno, and what it says. */

/** One line of an app's log. */
export type LogLine = {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `app`: the app's own words; `heroku`: the platform's. */
  readonly source: string;
  /** `web.1`, `web-1234abcde-123ab` (Fir), `router`, `api`, … */
  readonly process: string;
  readonly text: string;
};

/**
 * Reads lines such as `2026-01-31T12:00:00.123456+00:00 app[web.1]: hello`, as they are or as
 * server-sent events carry them (`data: …`). What is no such line is left out.
 */
export function parseLog(text: string): readonly LogLine[] {
  return text.split('\n').flatMap((raw) => {
    const found = line.exec(raw.replace(/^data: ?/, '').trimEnd());
    const at = Date.parse(found?.[1] ?? '');
    if (found === null || Number.isNaN(at)) return [];
    const [, , source = '', process = '', said = ''] = found;
    return [{ at, source, process, text: said }];
  });
}

const line = /^(\S{19,40}) ([\w-]{1,40})\[([\w.-]{1,100})\]: ?(.*)$/;

/** True of a dyno that answers requests. */
export function isWeb({ process }: LogLine): boolean {
  return /^web[.-]/.test(process);
}

/**
 * The lines since a time under one release: from where Heroku says that it was created to where it
 * says so of the next one. Heroku keeps 1,500 lines, so the first of these may be gone.
 */
export function linesUnder(
  lines: readonly LogLine[],
  { version, since }: { readonly version: number | null; readonly since: number },
): readonly LogLine[] {
  const created = lines.map((one) => (one.process === 'api' ? createdVersion(one.text) : null));
  const begin = version === null ? -1 : created.indexOf(version);
  const newer = created.findIndex(
    (other, index) => index > begin && version !== null && other !== null && other > version,
  );
  const end = newer === -1 ? lines.length : newer;
  return lines.slice(Math.max(0, begin), end).filter(({ at }) => at >= since);
}

function createdVersion(text: string): number | null {
  const version = /^Release v(\d{1,9}) created\b/.exec(text)?.[1];
  return version === undefined ? null : Number(version);
}
