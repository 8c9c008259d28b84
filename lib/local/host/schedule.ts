import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import type { Clock } from '../../adapters/clock.ts';
import { embeddedAccount, embeddedRegion } from '../cloud/embedded-aws.ts';

/** When, and until when. */
export type Schedule = {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/**
 * Calls at once and then at a fixed beat that does not drift, one call at a time. A call that is
 * slower than the beat is followed by the next one right away; what it missed is not made up for.
 * Resolves when the signal has ended it and the last call has ended.
 */
export async function runSchedule(
  { everyMs, clock, signal }: Schedule,
  call: (event: ScheduledEvent) => Promise<unknown>,
): Promise<void> {
  let due = clock.monotonic();
  while (!signal.aborted) {
    await call(scheduledEvent(clock.now()));
    due = Math.max(due + everyMs, clock.monotonic());
    await clock.sleep(due - clock.monotonic(), signal);
  }
}

/** What EventBridge hands to the target of a scheduled rule; its time is in whole seconds. */
function scheduledEvent(now: number): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: embeddedAccount,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: embeddedRegion,
    resources: [`arn:aws:events:${embeddedRegion}:${embeddedAccount}:rule/lastgood-sweep`],
    detail: {},
  };
}
