/** When the first line was written. */
export const begin = Date.UTC(2026, 10, 23, 3, 12, 0);

/** A log: `process: text` lines, a second apart. Heroku itself speaks as `heroku`. */
export function log(...lines: readonly string[]): string {
  return lines
    .map((line, second) => {
      const at = new Date(begin + second * 1_000).toISOString().replace('Z', '000+00:00');
      return `${at} ${line}\n`;
    })
    .join('');
}
