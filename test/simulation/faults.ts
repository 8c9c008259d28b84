/** Which faults are about at a moment, and whether one strikes. */
import type { Random } from './random.ts';
import type { Reach } from './reach.ts';
import type { FaultName } from './story/story.ts';

type Window = { readonly until: number; readonly rate: number };

export class Faults {
  private readonly windows = new Map<FaultName, Window>();
  private readonly random: Random;
  private readonly reach: Reach;

  constructor(random: Random, reach: Reach) {
    this.random = random;
    this.reach = reach;
  }

  begin(fault: FaultName, window: Window): void {
    this.windows.set(fault, window);
  }

  /** Nothing fails any more; that something did lately stays true. */
  endAll(now: number): void {
    for (const [fault, { until, rate }] of this.windows) {
      this.windows.set(fault, { until: Math.min(until, now - 1), rate });
    }
  }

  /** True when no fault is about. */
  isQuiet(now: number): boolean {
    for (const { until } of this.windows.values()) if (now <= until) return false;
    return true;
  }

  /** True when the fault is about and chance has it strike now. */
  strikes(fault: FaultName, now: number): boolean {
    const window = this.windows.get(fault);
    if (window === undefined || now > window.until || !this.random.chance(window.rate))
      return false;
    this.reach.count('fault', fault);
    return true;
  }

  /** True while a fault that lies over everything is about, whoever asks. */
  holds(fault: FaultName, now: number): boolean {
    const window = this.windows.get(fault);
    if (window === undefined || now > window.until) return false;
    this.reach.count('fault', fault);
    return true;
  }

  /** True while it is about or was within the last `agoMs`. */
  heldLately(fault: FaultName, now: number, agoMs: number): boolean {
    const window = this.windows.get(fault);
    return window !== undefined && now <= window.until + agoMs;
  }
}
