/** The units that a duration of apps.yml may carry, in milliseconds. */
export const durationUnits = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
} as const;

/** What a duration looks like: a number and its unit, nothing between and nothing around. */
export const durationPattern = /^(\d{1,15}(?:\.\d{1,3})?)(ms|s|m|h|d)$/;

/**
 * Reads a duration as apps.yml writes it (`500ms`, `10s`, `1.5h`, `14d`) into whole milliseconds.
 * Answers null for anything else, a number without a unit and a part of a millisecond included.
 */
export function parseDuration(text: string): number | null {
  const [, amount, unit] = durationPattern.exec(text) ?? [];
  const unitMs = msByUnit.get(unit);
  if (unitMs === undefined) return null;
  const exact = Number(amount) * unitMs;
  const whole = Math.round(exact);
  const isWhole = Math.abs(exact - whole) < 1e-6;
  return isWhole && Number.isSafeInteger(whole) ? whole : null;
}

/** The way back: the largest unit of apps.yml that leaves no rest (`20m`, `90s`, `500ms`). */
export function writeDuration(durationMs: number): string {
  const { d, h, m, s } = durationUnits;
  const units = Object.entries({ d, h, m, s });
  const [unit, unitMs] = units.find(([, ms]) => durationMs % ms === 0) ?? ['ms', 1];
  return `${durationMs / unitMs}${unit}`;
}

/**
 * Writes milliseconds for a person: `500 ms`, `1.5 s`, `75 s`, `10 min`, `1 h 5 min`, `14 days`.
 * Two units at the most, the smaller one rounded down, so that nothing reads longer than it was.
 */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  const { s, m, h, d } = durationUnits;
  if (durationMs < s) return `${Math.floor(durationMs)} ms`;
  if (durationMs < 10 * s) return `${Math.floor(durationMs / 100) / 10} s`;
  if (durationMs < 2 * m && durationMs !== m) return `${Math.floor(durationMs / s)} s`;
  if (durationMs < h) return twoUnits(durationMs, [m, 'min'], [s, 's']);
  if (durationMs < 2 * d) return twoUnits(durationMs, [h, 'h'], [m, 'min']);
  return twoUnits(durationMs, [d, 'days'], [h, 'h']);
}

type NamedUnit = readonly [unitMs: number, name: string];

function twoUnits(durationMs: number, large: NamedUnit, small: NamedUnit): string {
  const largeCount = Math.floor(durationMs / large[0]);
  const smallCount = Math.floor((durationMs % large[0]) / small[0]);
  const head = `${largeCount} ${large[1]}`;
  return smallCount === 0 ? head : `${head} ${smallCount} ${small[1]}`;
}

const msByUnit = new Map<string | undefined, number>(Object.entries(durationUnits));
