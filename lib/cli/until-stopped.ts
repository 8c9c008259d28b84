import { once } from 'node:events';
import type { RunContext } from './context.ts';
import type { Teller } from './tell/teller.ts';

/** Resolves at Ctrl-C, or when whoever started it ends it, and says that it is being ended. */
export async function untilStopped(
  { isTerminal }: RunContext,
  teller: Teller,
  stop: AbortSignal,
): Promise<void> {
  // An AbortSignal keeps no process alive, and somebody has to be there when it fires.
  const alive = setInterval(() => {}, 60_000);
  if (!stop.aborted) await once(stop, 'abort');
  clearInterval(alive);
  teller.waiting(null);
  if (isTerminal) teller.note('\nEnding what is under way. Ctrl-C again ends it at once.');
}
