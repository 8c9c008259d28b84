import type { Alert } from '../alert.ts';
import { limits } from '../limits.ts';
import { cutAtWord, toAscii } from '../plain-text.ts';

/** The alert in one SMS: a line in the GSM 7-bit alphabet, so that it is not split in two. */
export function smsText({ app, headline }: Alert): string {
  // The backtick is the one printable ASCII character that GSM 7-bit has no place for.
  const text = toAscii(`lastgood ${app}: ${headline}`).replaceAll('`', "'");
  return cutAtWord(text, limits.smsCharactersMax, septets);
}

/** 3GPP TS 23.038: these stand in the extension table and take an escape before them. */
function septets(character: string): number {
  return '^{}\\[~]|'.includes(character) ? 2 : 1;
}
