/** What the clocks of a zone show, and when they show it. */

/** A day of 24 hours, which is how days are counted here; a zone's own may be longer or shorter. */
export const dayMs = 24 * 60 * 60 * 1000;

/** The instant at which the clocks of a zone show a time, given as if it were one of UTC. */
export function instantOf(shown: number, zone: string): number {
  // No zone changes its clocks twice within two days.
  const before = shown - offsetMs(zone, shown - dayMs);
  const after = shown - offsetMs(zone, shown + dayMs);
  const real = [before, after].filter((instant) => instant + offsetMs(zone, instant) === shown);
  return real.length > 0 ? Math.min(...real) : before;
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
export function offsetMs(zone: string, at: number): number {
  // Asked for by every look at an app that has a window, and mostly of this zone.
  if (zone === 'UTC') return 0;
  const parts = new Map<string, number>();
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts.set(type, Number(value));
  const part = (type: string): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}

/** To make one takes longer than a hundred uses of it, and there are few zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
