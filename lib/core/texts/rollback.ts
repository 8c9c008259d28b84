/** What is said about rollbacks: started, held, live, done, and every way in which one can fail. */
import { type Draft, type Spoken, sickSince } from '../draft.ts';
import { formatDuration } from '../duration.ts';
import type { Guard } from '../guards.ts';
import type { HerokuTrouble, Release } from '../release.ts';
import { currentRelease, type Intent } from '../state.ts';
import { evidenceLines, logsCommand, readingLines, sinceWhen, time } from './common.ts';

/** The intent is stored and the call goes out next. */
export function rollbackStarted(draft: Draft, intent: Intent): Spoken {
  const { culprit, target } = intent;
  return {
    kind: 'rollback-started',
    severity: 'critical',
    headline: `v${culprit.version} is failing, rolling back to v${target.version}`,
    happened: `v${culprit.version} has been failing ${sinceWhen(draft)}. v${target.version} is the last release that was seen good.`,
    evidence: evidenceLines(draft),
    done: [
      `Asking Heroku to roll back to v${target.version}: its code and its config vars. Databases and add-ons are not touched.`,
      ...releaseCommandLine(draft),
    ],
    next: ['Wait for the next message: it says whether the app is well again.'],
    undo: undoCommand(draft, intent),
    facts: factsOf(intent),
  };
}

/** Only the mode stands in the way: people decide. */
export function wouldRollBack(draft: Draft, target: Release): Spoken {
  const culprit = currentRelease(draft.state);
  return {
    kind: 'would-roll-back',
    severity: 'critical',
    headline: `v${culprit?.version ?? '?'} is failing; rollback to v${target.version} waits for you`,
    happened: `v${culprit?.version ?? '?'} has been failing ${sinceWhen(draft)}. lastgood would roll back to v${target.version}, the last release that was seen good.`,
    evidence: evidenceLines(draft),
    done: [`Nothing: rollback is set to "${draft.app.rollback}" for this app in apps.yml.`],
    next: [
      `Roll back: heroku rollback v${target.version} -a ${draft.app.name}`,
      `Or look first: ${logsCommand(draft)}`,
    ],
    undo: null,
    facts: { culprit: culprit?.version ?? null, target: target.version },
  };
}

/** Guards stand in the way: every one of them is named (L5). */
export function rollbackHeld(draft: Draft, guards: readonly Guard[]): Spoken {
  const version = currentRelease(draft.state)?.version ?? '?';
  return {
    kind: 'rollback-held',
    severity: 'critical',
    headline: `v${version} is failing and is NOT rolled back: ${guards[0]?.reason ?? 'held'}`,
    happened: `v${version} has been failing ${sinceWhen(draft)}.`,
    evidence: evidenceLines(draft),
    done: [
      'Nothing was rolled back, because:',
      ...guards.map((guard) => `- ${guard.reason} [${guard.name}]`),
    ],
    next: [
      'Fix forward, or choose a release and roll back by hand:',
      `  heroku releases -a ${draft.app.name}`,
      `  heroku rollback vN -a ${draft.app.name}`,
      'lastgood looks again at every sweep and acts once nothing stands in the way.',
    ],
    undo: null,
    facts: { guards: guards.map((guard) => guard.name).join(' ') },
  };
}

/** Heroku made the rollback's release current; it is not yet proven. */
export function rollbackCurrent(draft: Draft, intent: Intent): Spoken {
  const version = intent.release?.version ?? '?';
  return {
    kind: 'rollback-current',
    severity: 'info',
    headline: `v${version} (rollback to v${intent.target.version}) is live, verifying it`,
    happened: `Heroku made v${version} current, with the code and config vars of v${intent.target.version}.`,
    evidence: [],
    done: [
      `Watching until it has been healthy for ${formatDuration(draft.app.verifyMs)} after its dynos are up.`,
    ],
    next: [],
    undo: undoCommand(draft, intent),
    facts: factsOf(intent),
  };
}

/** The target is current and was seen healthy for long enough. */
export function rolledBack(draft: Draft, intent: Intent): Spoken {
  const healthyAt = draft.state.evidence.healthySince ?? draft.now;
  const downtime = formatDuration(Math.max(0, healthyAt - sickSince(draft)));
  return {
    kind: 'rolled-back',
    severity: 'resolved',
    headline: `rolled back to v${intent.target.version}, the app is healthy again after ${downtime}`,
    happened: `v${intent.culprit.version} failed ${time(sickSince(draft))}; the app has answered well since ${time(healthyAt)}, on v${intent.release?.version ?? '?'} with the code and config vars of v${intent.target.version}.`,
    evidence: readingLines(draft.facts.reading),
    done: [`v${intent.culprit.version} is marked bad and will never be a rollback's target.`],
    next: [
      `Find the cause: ${logsCommand(draft)}`,
      'Fix forward. A rollback is temporary: the next push or promotion replaces it, the bad commit included.',
    ],
    undo: undoCommand(draft, intent),
    facts: factsOf(intent),
  };
}

/** The target is live and does not answer well either. */
export function rollbackIneffective(draft: Draft, intent: Intent): Spoken {
  return failed(draft, intent, {
    kind: 'rollback-ineffective',
    headline: `rolled back to v${intent.target.version}, and the app is STILL failing`,
    happened: `v${intent.release?.version ?? '?'} runs the code and config vars of v${intent.target.version}, which was healthy before, and it is not healthy now. The cause is probably outside the release: a dependency, the data, or a database schema that the newer code changed.`,
    evidence: evidenceLines(draft),
    next: [
      `Look at it: ${logsCommand(draft)}`,
      'Check databases, add-ons and https://status.heroku.com.',
    ],
  });
}

/** Heroku took the rollback, and its release failed: the bad one is still live. */
export function rollbackReleaseFailed(draft: Draft, intent: Intent): Spoken {
  return failed(draft, intent, {
    kind: 'rollback-release-failed',
    headline: `rollback FAILED at Heroku, bad release v${intent.culprit.version} is still live`,
    happened: `Heroku accepted the rollback as v${intent.release?.version ?? '?'}, and that release failed, most likely in the release command of v${intent.target.version}.`,
    evidence: [],
    next: [
      `Read what it said: heroku releases:output v${intent.release?.version ?? 'N'} -a ${draft.app.name}`,
      `Then fix forward, or: heroku rollback vN -a ${draft.app.name}`,
    ],
  });
}

/** Heroku refused for good. */
export function rollbackRefused(draft: Draft, intent: Intent, trouble: HerokuTrouble): Spoken {
  return failed(draft, intent, {
    kind: 'rollback-refused',
    headline: `rollback REFUSED by Heroku, bad release v${intent.culprit.version} is still live`,
    happened: `Heroku refused to roll back to v${intent.target.version}. ${trouble.message}`,
    evidence: trouble.requestId === null ? [] : [`Heroku's Request-Id: ${trouble.requestId}`],
    next: [
      trouble.advice,
      `Roll back by hand: heroku rollback v${intent.target.version} -a ${draft.app.name}`,
    ],
  });
}

/** The call brought no clear answer, or was not sent yet, and why. */
export function rollbackDelayed(draft: Draft, intent: Intent): Spoken {
  const sent = intent.sentAt !== null;
  return {
    kind: 'rollback-delayed',
    severity: 'critical',
    headline: sent
      ? `no clear answer to the rollback to v${intent.target.version}, looking what became of it`
      : `the rollback to v${intent.target.version} is waiting, v${intent.culprit.version} is still live`,
    happened: intent.trouble ?? 'The reason is not known.',
    evidence: [],
    done: [
      sent
        ? 'Reading Heroku’s releases; it is sent again only once they show that nothing happened.'
        : 'Trying again shortly.',
    ],
    next: [`Wait for the next message, or look: heroku releases -a ${draft.app.name}`],
    undo: null,
    facts: factsOf(intent),
  };
}

/** Nobody can say what became of the call. */
export function rollbackUnknown(draft: Draft, intent: Intent): Spoken {
  return failed(draft, intent, {
    kind: 'rollback-unknown',
    headline: `no rollback to v${intent.target.version} has happened, bad release v${intent.culprit.version} may still be live`,
    happened:
      `Heroku was asked to roll back (${intent.sends} times) ${sinceWhen(draft)}, and its releases show nothing of it. ${intent.trouble ?? ''}`.trim(),
    evidence: [],
    next: [
      `Look what is live: heroku releases -a ${draft.app.name}`,
      `Roll back by hand: heroku rollback v${intent.target.version} -a ${draft.app.name}`,
    ],
  });
}

/** The release command of the rollback has run beyond every deadline. */
export function rollbackStuck(draft: Draft, intent: Intent): Spoken {
  return failed(draft, intent, {
    kind: 'rollback-stuck',
    headline: `rollback v${intent.release?.version ?? '?'} is stuck, bad release v${intent.culprit.version} is still live`,
    happened: `The rollback's release has been pending since ${time(intent.plannedAt)}; Heroku ends release commands after an hour.`,
    evidence: [],
    next: [
      `Look at it: heroku releases:info v${intent.release?.version ?? 'N'} -a ${draft.app.name}`,
    ],
  });
}

/** The rollback's release is still pending. */
export function rollbackSlow(draft: Draft, intent: Intent): Spoken {
  return {
    kind: 'rollback-slow',
    severity: 'critical',
    headline: `rollback v${intent.release?.version ?? '?'} is still pending, bad release v${intent.culprit.version} is still live`,
    happened: `Heroku accepted the rollback at ${time(intent.plannedAt)}; the release command of v${intent.target.version} is probably still running.`,
    evidence: [],
    done: ['Waiting: Heroku allows it an hour.'],
    next: [
      `Watch it: heroku releases:output v${intent.release?.version ?? 'N'} -a ${draft.app.name}`,
    ],
    undo: null,
    facts: factsOf(intent),
  };
}

/** Somebody's release came between the fresh read and the rollback, and the rollback has replaced it. */
export function rollbackRaced(draft: Draft, intent: Intent, version: number): Spoken {
  const overwritten = version - 1;
  return {
    ...failed(draft, intent, {
      kind: 'rollback-raced',
      headline: `rollback v${version} came after somebody's v${overwritten} and may have replaced it`,
      happened: `While lastgood asked for a rollback of v${intent.culprit.version}, v${overwritten} was released. Heroku has no way to make the one depend on the other.`,
      evidence: [],
      next: [
        `If v${overwritten} was the fix, go back to it: heroku rollback v${overwritten} -a ${draft.app.name}`,
      ],
    }),
    undo: `heroku rollback v${overwritten} -a ${draft.app.name}`,
  };
}

function failed(
  draft: Draft,
  intent: Intent,
  words: Pick<Spoken, 'kind' | 'headline' | 'happened' | 'evidence' | 'next'>,
): Spoken {
  return {
    ...words,
    severity: 'critical',
    done: [
      'lastgood does nothing further to this release by itself. It keeps watching and reminding.',
    ],
    undo: intent.release === null ? null : undoCommand(draft, intent),
    facts: factsOf(intent),
  };
}

function releaseCommandLine(draft: Draft): readonly string[] {
  const formation = draft.facts.heroku?.formation ?? [];
  return formation.some((process) => process.type === 'release')
    ? ['The app has a release command: the old release’s own will run again before it goes live.']
    : [];
}

function undoCommand(draft: Draft, intent: Intent): string {
  return `heroku rollback v${intent.culprit.version} -a ${draft.app.name}`;
}

function factsOf(intent: Intent): Record<string, number | null> {
  return {
    culprit: intent.culprit.version,
    target: intent.target.version,
    rollback: intent.release?.version ?? null,
  };
}
