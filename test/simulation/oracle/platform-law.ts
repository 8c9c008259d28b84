/**
 * S10 where Heroku's status page cannot be read: what it has shown lately still holds, and nothing
 * else does. By what was really read of it, whoever read it, and not by what lastgood remembers.
 */
import { fleetKey } from '../../../lib/core/fleet.ts';
import { limits } from '../../../lib/core/limits.ts';
import type { Invocation, PlatformSeen } from '../invocation.ts';
import type { Simulation } from '../simulation.ts';
import type { Break, Claim } from './records.ts';
import type { Turn } from './turn-laws.ts';

/** Clocks differ, and a claim is stored some seconds after it was decided. */
const slackMs = 60_000;

export class PlatformBook {
  /** When it was last read red, by anybody. */
  redAt = Number.NEGATIVE_INFINITY;
  /** The newest reading whose reader has written the item since, and when. */
  kept: (PlatformSeen & { readonly writtenAt: number }) | null = null;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  read({ at, color }: PlatformSeen): void {
    if (color === 'red') this.redAt = at;
  }

  /** Somebody has written the fleet's item, and what he has read of the page with it. */
  written({ platforms }: Invocation): void {
    const seen = platforms.findLast(({ color }) => color !== 'unknown');
    if (seen === undefined || seen.at < (this.kept?.at ?? 0)) return;
    this.kept = { ...seen, writtenAt: this.simulation.now };
  }

  /** The item was damaged. */
  forgotten(): void {
    this.kept = null;
  }
}

/** What was red a moment ago, and cannot be read now, holds a rollback up. */
export function checkPlatformPlan(
  planned: {
    readonly name: string;
    readonly claim: Claim;
    readonly invocation: Invocation;
    readonly simulation: Simulation;
  },
  breakLaw: Break,
): void {
  const { name, claim, simulation } = planned;
  const { kept } = simulation.oracle.platform;
  const probedAt = claim.probe?.at ?? 0;
  if (!claim.plan || claim.platform !== 'unknown' || kept?.color !== 'red') return;
  const ageMs = claim.at - kept.at;
  if (kept.writtenAt >= probedAt || ageMs >= limits.platformRememberedMs - slackMs) return;
  breakLaw('S10', `${name}: planned, though the platform was red ${Math.round(ageMs)} ms ago`);
}

/** Who is held by the page has seen it red, and wrote that down; or it was red not long ago. */
export function checkPlatformHold(turn: Turn, invocation: Invocation, breakLaw: Break): void {
  const { name, was, state, simulation } = turn;
  if (!isHeld(state) || (was !== null && isHeld(was))) return;
  const { platform, damage } = simulation.oracle;
  const { now, reach } = simulation;
  const seen = invocation.platformOf(name);
  if (seen === 'red') {
    const at = invocation.platforms.findLast(({ color }) => color === 'red')?.at ?? 0;
    const isKept = (platform.kept?.at ?? 0) > at - slackMs;
    if (!isKept && !damage.stands(fleetKey)) breakLaw('S10', `${name}: red, and not written down`);
  }
  if (seen !== 'unknown') return;
  reach.count('deed', 'platform-remembered');
  const ageMs = now - platform.redAt;
  if (ageMs > limits.platformRememberedMs + slackMs) {
    breakLaw('L5', `${name} is held by a page that was last red ${Math.round(ageMs)} ms ago`);
  }
}

function isHeld({ situation }: Turn['state']): boolean {
  return situation.name === 'held' && situation.guards.includes('platform');
}
