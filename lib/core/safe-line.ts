import { cutAtWord, oneLine } from './plain-text.ts';
import { redact } from './redact.ts';

/**
 * A stranger's text as one line that is safe to keep, show and send: no control, format or unpaired
 * characters, no secrets, and no longer than `charactersMax`; a cut ends in `...`.
 */
export function safeLine(text: string, charactersMax: number): string {
  // A huge text is not worth walking through: what is beyond this is not shown in any case.
  const start = text.slice(0, charactersMax * 16);
  // Before the cut, so that no half of a secret is left at the end.
  return cutAtWord(redact(oneLine(start).replace(/\p{C}/gu, '')), charactersMax);
}
