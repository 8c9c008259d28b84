/**
 * What is said of side conditions: lastgood is blind, the app slow or flapping, a certificate ends.
 */
import type { Draft, Spoken } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import { limits } from '../limits.ts';
import { currentRelease } from '../state.ts';
import { command, readingLines, sentence } from './common.ts';
import { releaseLines } from './release-words.ts';
import { time } from './time.ts';

/** Nothing usable has been known of the app for a while. */
export function blind(draft: Draft): Spoken {
  const since = draft.state.evidence.unknownSince ?? draft.now;
  return condition(draft, {
    kind: 'monitor-blind',
    severity: 'critical',
    headline: `lastgood has not been able to see the app for ${formatDuration(draft.now - since)}`,
    happened: `Since ${time(since)} no reading could be judged. The app may well be healthy.`,
    done: ['No release is blamed while lastgood is blind.'],
    next: ['Check the network and DNS of the place where lastgood runs, and the app by hand.'],
  });
}

/** Readings can be judged again. */
export function seesAgain(draft: Draft): Spoken {
  return condition(draft, {
    kind: 'monitor-sees',
    severity: 'resolved',
    headline: 'lastgood sees the app again',
    happened: `A reading could be judged again.${toldLine(draft, 'blind')}`,
    done: ['Watching goes on.'],
    next: [],
  });
}

/** The token, or the app's name, no longer works at Heroku. */
export function herokuTrouble(draft: Draft): Spoken {
  const { trouble } = draft.facts;
  return condition(draft, {
    kind: 'heroku-unreadable',
    severity: 'critical',
    headline: `Heroku does not let lastgood look at the app (${trouble?.kind ?? 'unknown'})`,
    happened: trouble?.message ?? 'Heroku could not be read.',
    done: ['The app is probed on. No release can be judged or rolled back meanwhile.'],
    next: [sentence(trouble?.advice ?? 'Check HEROKU_API_KEY.')],
    seen: trouble?.requestId ? [`Heroku's Request-Id: ${trouble.requestId}`] : [],
  });
}

/** Heroku answers again. */
export function herokuReadable(draft: Draft): Spoken {
  return condition(draft, {
    kind: 'heroku-readable',
    severity: 'resolved',
    headline: 'Heroku lets lastgood look at the app again',
    happened: `The releases could be read again.${toldLine(draft, 'heroku')}`,
    done: ['Releases are judged again.'],
    next: [],
  });
}

/** The answers are right and slow. */
export function slow(draft: Draft): Spoken {
  const within = formatDuration(draft.app.check.withinMs ?? 0);
  return condition(draft, {
    kind: 'slow',
    severity: 'warning',
    headline: `the app answers well, and slower than ${within}`,
    happened: `The newest readings were right, and took longer than ${within}.`,
    seen: codeLines(draft),
    done: ['Nothing: slowness alone never rolls back.'],
    next: [`Look at its dynos: ${command(`heroku ps -a ${draft.app.name}`)}`],
  });
}

/** The answers are fast again. */
export function fastAgain(draft: Draft): Spoken {
  return condition(draft, {
    kind: 'fast',
    severity: 'resolved',
    headline: 'the app answers fast again',
    happened: `The newest readings are within the limit.${toldLine(draft, 'slow')}`,
    done: ['Watching goes on.'],
    next: [],
  });
}

/** Sick again and again, never for long enough to act. */
export function flapping(draft: Draft): Spoken {
  const within = formatDuration(limits.flappingWindowMs);
  const rows = draft.state.evidence.rowTimes;
  return condition(draft, {
    kind: 'flapping',
    severity: 'warning',
    headline: `the app is flapping: sick ${limits.flappingRows} times within ${within}`,
    happened:
      `Readings change between healthy and sick since ${time(rows.at(-1) ?? draft.now)}, and are ` +
      'never sick in a row for long enough to act.',
    seen: [
      `Sick readings began at ${rows.toReversed().map(clock).join(', ')} UTC`,
      ...codeLines(draft),
    ],
    done: ['Nothing was rolled back.'],
    next: [
      `One of several web dynos may be broken: ${command(`heroku ps -a ${draft.app.name}`)}`,
      `If so, restart it: ${command(`heroku ps:restart web.N -a ${draft.app.name}`)}`,
    ],
  });
}

/** No longer flapping. */
export function calmAgain(draft: Draft): Spoken {
  return condition(draft, {
    kind: 'calm',
    severity: 'resolved',
    headline: 'the app no longer flaps',
    happened: `The readings have stopped changing.${toldLine(draft, 'flapping')}`,
    done: ['Watching goes on.'],
    next: [],
  });
}

/** The certificate ends soon. */
export function certificateExpires(draft: Draft): Spoken {
  const expiresAt = draft.facts.reading.certificateExpiresAt ?? draft.now;
  const leftMs = expiresAt - draft.now;
  return condition(draft, {
    kind: 'certificate-expires',
    severity: 'warning',
    headline:
      leftMs > 0
        ? `the certificate expires in ${formatDuration(leftMs)}`
        : 'the certificate has expired',
    happened: `The certificate that the app serves is valid until ${time(expiresAt)}.`,
    done: ['Nothing: this is for a person to mend.'],
    next: [`Look at it: ${command(`heroku certs:auto -a ${draft.app.name}`)}`],
  });
}

/** The certificate was renewed. */
export function certificateRenewed(draft: Draft): Spoken {
  const expiresAt = draft.facts.reading.certificateExpiresAt ?? draft.now;
  return condition(draft, {
    kind: 'certificate-renewed',
    severity: 'resolved',
    headline: `the certificate was renewed and is valid until ${time(expiresAt)}`,
    happened: 'The app serves a newer certificate.',
    done: ['Watching goes on.'],
    next: [],
  });
}

type Words = Pick<Spoken, 'kind' | 'severity' | 'headline' | 'happened' | 'done' | 'next'> & {
  /** What was seen beside the reading. */
  readonly seen?: readonly string[];
};

function condition(draft: Draft, { seen = [], ...words }: Words): Spoken {
  return { ...words, evidence: [...readingLines(draft.facts.reading), ...seen], undo: null };
}

/** The release that runs, and what it changed: it may be why. */
function codeLines(draft: Draft): readonly string[] {
  const current = currentRelease(draft.state);
  return current === null ? [] : releaseLines(draft, current);
}

/** Ties the end of a condition to the message that told of it, after a sentence. */
function toldLine({ state }: Draft, name: string): string {
  const toldAt = state.conditions[name];
  return toldAt === undefined ? '' : ` The last message of it was of ${time(toldAt)}.`;
}

/** `17:41:25`. */
function clock(at: number): string {
  return time(at).slice(11, 19);
}
