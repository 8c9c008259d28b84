import { cutAtWord, oneLine } from './plain-text.ts';

/**
 * A stranger's text as one line that is safe to show: no control, format or unpaired characters,
 * and no longer than `charactersMax`; a cut ends in `...`.
 */
export function safeLine(text: string, charactersMax: number): string {
  // A huge text is not worth walking through: what is beyond this is not shown in any case.
  const start = text.slice(0, charactersMax * 16);
  return cutAtWord(oneLine(start).replace(/\p{C}/gu, ''), charactersMax);
}
