import type { MaintenanceWindow } from './app.ts';

/**
 * Whether any of an app's weekly windows is open at an instant (epoch milliseconds). A window opens
 * when the clocks of its zone show its start on one of its days, and stays open for its duration
 * of real time, past midnight and past a change of the clocks. A start that the clocks leave out
 * in spring comes as much later as they jump; of one that they show twice, the first one counts.
 */
export function inMaintenance(windows: readonly MaintenanceWindow[], at: number): boolean {
  return windows.some((window) => isOpen(window, at));
}

const dayMs = 24 * 60 * 60 * 1000;

function isOpen(window: MaintenanceWindow, at: number): boolean {
  const { days, startMinute, durationMs, zone } = window;
  const today = Math.floor((at + offsetMs(zone, at)) / dayMs);
  const daysBack = Math.ceil(durationMs / dayMs) + 1;
  for (let day = today; day >= today - daysBack; day -= 1) {
    const weekday = new Date(day * dayMs).getUTCDay();
    if (days.length > 0 && !days.includes(weekday)) continue;
    const start = instantOf(day * dayMs + startMinute * 60_000, zone);
    if (start <= at && at < start + durationMs) return true;
  }
  return false;
}

/** The instant at which the clocks of a zone show a time, given as if it were one of UTC. */
function instantOf(shown: number, zone: string): number {
  // No zone changes its clocks twice within two days.
  const before = shown - offsetMs(zone, shown - dayMs);
  const after = shown - offsetMs(zone, shown + dayMs);
  const real = [before, after].filter((instant) => instant + offsetMs(zone, instant) === shown);
  return real.length > 0 ? Math.min(...real) : before;
}

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(zone: string, at: number): number {
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
