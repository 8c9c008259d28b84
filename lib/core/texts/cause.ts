/** What is said of an app's log once it was read for the cause of a failure. */

import { codeWords } from '../cause/codes.ts';
import type { Cause } from '../cause.ts';
import type { Draft, Spoken } from '../draft.ts';
import { currentRelease } from '../state.ts';
import { logsCommand, named, sentence } from './common.ts';
import { time } from './time.ts';

/** The log tells something: Heroku's codes in words, how the app ended, what it printed. */
export function causeFound(draft: Draft, cause: Cause): Spoken {
  const { codes } = cause;
  const [code] = codes;
  const words = codes.map(({ code }) => codeWords(code));
  const short =
    code === undefined ? (cause.ended ?? '') : `${code.code}, ${codeWords(code.code).what}`;
  return {
    kind: 'cause-found',
    severity: 'info',
    headline: `its log says: ${cause.summary ?? short}`,
    happened: `${origin(draft)}${codes.map(codeSentence).join('')}`,
    evidence: [
      ...(cause.command === null ? [] : [`Started with: ${cause.command}`]),
      ...cause.printed.map((line) => `${cause.dyno ?? 'app'}: ${line}`),
      ...(cause.ended === null ? [] : [`Heroku: ${cause.ended}`]),
      ...codes.map(({ line }) => `Heroku: ${line}`),
    ],
    done: ['Nothing more: this is for whoever looks for the cause. A rollback never waits for it.'],
    next: [
      ...words.map(({ look }) => sentence(look)),
      `Read the whole of it: ${logsCommand(draft)}`,
    ],
    undo: null,
    facts: { code: code?.code ?? null, release: releaseOf(draft) },
  };
}

function origin(draft: Draft): string {
  const release = named(releaseOf(draft));
  return `This is what the app's log, read at ${time(draft.now)}, holds of ${release}.`;
}

/** What runs in the examples of a rollback may be the rollback's own release already. */
function releaseOf({ state }: Draft): number | null {
  const { situation } = state;
  if ('intent' in situation) return situation.intent.culprit.version;
  return currentRelease(state)?.version ?? null;
}

function codeSentence({ code, times, lastAt }: Cause['codes'][number]): string {
  const often = times === 1 ? 'once' : `${times} times, last`;
  return ` ${code} stands there ${often} at ${time(lastAt)}: ${codeWords(code).what}.`;
}
