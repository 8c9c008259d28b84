/** What is said of a release that is to blame and not rolled back: people decide, guards hold. */
import type { Draft, Spoken } from '../draft.ts';
import { blockedWords } from '../guard-words.ts';
import type { Guarded } from '../guards.ts';
import { isStanding } from '../pause.ts';
import type { Release } from '../release.ts';
import { currentRelease } from '../state.ts';
import {
  command,
  evidenceLines,
  failingText,
  logsCommand,
  named,
  releasesCommand,
  rollbackCommand,
} from './common.ts';
import { mayComeOver } from './older-pending.ts';
import { targetLines, targetText } from './rollback.ts';
import { tollFacts } from './toll.ts';

/** Only the mode stands in the way: people decide. */
export function wouldRollBack(draft: Draft, target: Release): Spoken {
  const culprit = currentRelease(draft.state)?.version ?? null;
  return {
    kind: 'would-roll-back',
    severity: 'critical',
    headline: `${named(culprit)} is failing; the rollback to v${target.version} waits for you`,
    happened: `${failingText(draft, culprit)} ${targetText(draft, target.version)}`,
    evidence: [...evidenceLines(draft, target.version), ...targetLines(draft, target.version)],
    done: [`Nothing was rolled back: rollback is set to "${draft.app.rollback}" for this app.`],
    next: [
      `Roll back: ${command(rollbackCommand(draft, target.version))}`,
      `Or look first: ${logsCommand(draft)}`,
      ...(culprit === null ? [] : mayComeOver(draft, { version: culprit, target: target.version })),
    ],
    undo: null,
    facts: { culprit, target: target.version, ...tollFacts(draft) },
  };
}

/** Guards stand in the way: every one of them is named (L5). */
export function rollbackHeld(draft: Draft, { blocked, target }: Blocked): Spoken {
  const culprit = currentRelease(draft.state)?.version ?? null;
  const name = named(culprit);
  const good = target.kind === 'target' ? target.release.version : undefined;
  return {
    kind: 'rollback-held',
    severity: 'critical',
    headline: `${name} is failing and is NOT rolled back: ${blocked[0]?.reason ?? 'held'}`,
    happened: failingText(draft, culprit),
    evidence: evidenceLines(draft, good),
    done: blocked.map(({ name: guard, reason }) => {
      return `Nothing was rolled back [${guard}]: ${blockedWords(guard, reason)}.`;
    }),
    next: [
      `Look at it: ${logsCommand(draft)}`,
      ...byHand(draft, good),
      ...endOfPause(draft),
      'lastgood looks again all the time, and rolls back once nothing stands in the way.',
    ],
    undo: null,
    facts: { culprit, guards: blocked.map(({ name }) => name).join(' '), ...tollFacts(draft) },
  };
}

type Blocked = Guarded & { readonly kind: 'blocked' };

/** What a person may do who knows better; `good`: what lastgood would go back to. */
function byHand(draft: Draft, good: number | undefined): readonly string[] {
  const any = command(`heroku rollback vN -a ${draft.app.name}`);
  return good === undefined
    ? [
        `Fix forward, or see what there is to go back to: ${releasesCommand(draft)}`,
        `Then go back to one of them by hand: ${any}`,
      ]
    : [
        'Fix forward; or, if you know better, go back by hand: ' +
          command(rollbackCommand(draft, good)),
      ];
}

function endOfPause({ facts, now }: Draft): readonly string[] {
  const standing = [facts.pause.app, facts.pause.fleet].find((one) => isStanding(one, now));
  if (standing === undefined || standing === null) return [];
  return [`To end the pause: ${command(`npx lastgood resume ${standing.app ?? '--all'}`)}`];
}
