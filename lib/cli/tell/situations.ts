/** What it means, in words, that an app's situation has changed. */
import type { Tone } from './line.ts';

/** The words for a change; what is not known here is told as it is. */
export function decision(from: string, to: string): { readonly text: string; readonly tone: Tone } {
  switch (to) {
    case 'unarmed':
      return say('the check is new: it must pass before any release is judged by it', 'plain');
    case 'warmup':
      return say('a new release: it may boot first, then it is watched closely', 'plain');
    case 'watching':
      return say(watchingWords(from), 'plain');
    case 'steady':
      return say(steadyWords(from), 'good');
    case 'rolling-back':
      return say('the failure is sustained and this release is to blame: roll it back', 'bad');
    case 'verifying':
      return say('the rollback is live: it has to prove itself before it counts', 'plain');
    case 'rolled-back':
      return say('healthy for long enough: the rollback worked', 'good');
    case 'held':
      return say(
        'the failure is sustained, but something forbids a rollback: see the alert',
        'bad',
      );
    case 'down':
      return say('the app is down and no release is to blame: nothing to roll back', 'bad');
    case 'escalated':
      return say('this is a case for people: see the alert', 'bad');
    default:
      return say(`${from} → ${to}`, 'plain');
  }
}

function watchingWords(from: string): string {
  if (from === 'unarmed') return 'the check passes: the release that runs is watched closely now';
  if (from === 'warmup') return 'the dynos are up: the release is watched closely now';
  return 'the release is watched closely now';
}

function steadyWords(from: string): string {
  if (from === 'watching') return 'healthy for long enough: this is a good release to go back to';
  return 'all is well: one look a sweep is enough';
}

function say(text: string, tone: Tone): { readonly text: string; readonly tone: Tone } {
  return { text, tone };
}
