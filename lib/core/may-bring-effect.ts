/** In which situations a conviction can lead to a rollback at all. */
import type { State } from './state.ts';

/** False where a conviction leads to no rollback, whatever the guards say. */
export function mayBringEffect({ situation }: State): boolean {
  switch (situation.name) {
    case 'unarmed':
    case 'down':
    case 'escalated':
    case 'verifying':
      return false;
    case 'rolling-back':
      return situation.intent.release === null;
    case 'warmup':
    case 'watching':
    case 'steady':
    case 'held':
    case 'rolled-back':
      return true;
    default:
      return situation satisfies never;
  }
}
