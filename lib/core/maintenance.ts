import type { MaintenanceWindow } from './app.ts';
import { dayMs, instantOf, offsetMs } from './zoned-time.ts';

/**
 * Whether any of an app's weekly windows is open at an instant (epoch milliseconds). A window opens
 * when the clocks of its zone show its start on one of its days, and stays open for its duration
 * of real time, past midnight and past a change of the clocks. A start that the clocks leave out
 * in spring comes as much later as they jump; of one that they show twice, the first one counts.
 */
export function inMaintenance(windows: readonly MaintenanceWindow[], at: number): boolean {
  return windows.some((window) => isOpen(window, at));
}

/**
 * True when they leave no moment of an ordinary week, by the clocks of a week in which none change.
 * Windows have a gap where one ends and no other is open.
 */
export function neverClose(windows: readonly MaintenanceWindow[]): boolean {
  const ends = windows.flatMap(({ days, startMinute, durationMs, zone }) =>
    days.map(
      (weekday) => instantOf(sunday + weekday * dayMs + startMinute * 60_000, zone) + durationMs,
    ),
  );
  return ends.length > 0 && ends.every((end) => inMaintenance(windows, end));
}

/** A Sunday in a month in which no clocks are changed. */
const sunday = Date.UTC(2026, 0, 11);

function isOpen(window: MaintenanceWindow, at: number): boolean {
  const { days, startMinute, durationMs, zone } = window;
  const today = Math.floor((at + offsetMs(zone, at)) / dayMs);
  const daysBack = Math.ceil(durationMs / dayMs) + 1;
  for (let day = today; day >= today - daysBack; day -= 1) {
    const weekday = new Date(day * dayMs).getUTCDay();
    if (!days.includes(weekday)) continue;
    const start = instantOf(day * dayMs + startMinute * 60_000, zone);
    if (start <= at && at < start + durationMs) return true;
  }
  return false;
}
