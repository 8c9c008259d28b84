/**
 * Side conditions that change no verdict and still must not be silent: blind, slow, flapping,
 * certificate, Heroku.
 */

import { requirementOf } from '../checks.ts';
import type { Draft } from '../draft.ts';
import { isFlapping } from '../evidence.ts';
import { isLasting } from '../github-trouble.ts';
import { limits } from '../limits.ts';
import { isNews, isStanding } from '../pause.ts';
import type { HerokuTrouble } from '../release.ts';
import { isStuck } from '../rollout.ts';
import { currentRelease } from '../state.ts';
import * as texts from '../texts/condition.ts';
import * as githubTexts from '../texts/github.ts';
import { maintenanceLasts, maintenanceOver } from '../texts/maintenance.ts';
import * as pauseTexts from '../texts/pause.ts';
import { rolloutOver, rolloutStuck } from '../texts/rollout.ts';
import { type Condition, noteCondition } from './note-condition.ts';
import { isForgotten } from './note-maintenance.ts';

const conditions: readonly Condition[] = [
  {
    name: 'blind',
    kind: 'monitor-blind',
    holds: isBlind,
    repeatMs: (draft) => draft.configuration.remindMs,
    begins: texts.blind,
    ends: texts.seesAgain,
  },
  {
    name: 'heroku',
    kind: 'heroku-unreadable',
    holds: isHerokuUnreadable,
    repeatMs: (draft) => draft.configuration.remindMs,
    begins: texts.herokuTrouble,
    ends: texts.herokuReadable,
  },
  {
    name: 'slow',
    kind: 'slow',
    holds: isSlow,
    begins: texts.slow,
    ends: texts.fastAgain,
  },
  {
    name: 'flapping',
    kind: 'flapping',
    holds: isUnsteady,
    begins: texts.flapping,
    ends: texts.calmAgain,
  },
  {
    name: 'rollout',
    kind: 'rollout-stuck',
    holds: keepsOldDynos,
    begins: rolloutStuck,
    ends: rolloutOver,
  },
  {
    name: 'certificate',
    kind: 'certificate-expires',
    holds: expiresSoon,
    repeatMs: () => limits.certificateRemindMs,
    begins: texts.certificateExpires,
    ends: texts.certificateRenewed,
  },
  {
    name: 'checks',
    kind: 'checks-held',
    holds: ({ state, app, now }) =>
      app.checks === 'hold' && requirementOf(currentRelease(state), now) === 'unmet',
    repeatMs: (draft) => draft.configuration.remindMs,
    begins: githubTexts.checksHeld,
    ends: githubTexts.checksOver,
  },
  {
    name: 'github',
    kind: 'github-trouble',
    holds: isGitHubTroubled,
    begins: githubTexts.githubTrouble,
    ends: githubTexts.githubWell,
  },
  {
    // A pause of all apps is told once, for the fleet.
    name: 'paused',
    kind: 'paused',
    holds: ({ facts, now }) => isStanding(facts.pause.app, now),
    repeatMs: pauseRepeatMs,
    begins: pauseTexts.paused,
    ends: pauseTexts.pauseEnded,
  },
  {
    name: 'maintenance',
    kind: 'maintenance-lasts',
    holds: isForgotten,
    repeatMs: () => limits.maintenanceRemindMs,
    begins: maintenanceLasts,
    ends: maintenanceOver,
  },
];

/** Begins, repeats and ends each condition. */
export function noteConditions(draft: Draft): Draft {
  return conditions.reduce(noteCondition, draft);
}

/** Another pause that took the place of one that was told is news at once. */
function pauseRepeatMs({ facts, state, now }: Draft): number {
  const toldAt = state.conditions['paused'] ?? null;
  const { app } = facts.pause;
  return app !== null && isNews(app, toldAt, now) ? 0 : limits.pauseRemindMs;
}

function isBlind(draft: Draft): boolean {
  const { unknownSince } = draft.state.evidence;
  return unknownSince !== null && draft.now - unknownSince >= draft.configuration.blindMs;
}

/**
 * An incident says more than that the app flaps: until it is closed, nothing is said of flapping.
 */
function isUnsteady(draft: Draft): boolean | null {
  return draft.state.incident === null ? isFlapping(draft.state.evidence, draft.now) : null;
}

/**
 * A trouble that passes by itself is no news before it has lasted; the sweep's own trouble is told
 * by the fleet.
 */
function isHerokuUnreadable(draft: Draft): boolean | null {
  const { heroku, trouble } = draft.facts;
  if (heroku !== null) return false;
  return trouble === null ? null : isFinal(trouble);
}

function isFinal(trouble: HerokuTrouble): boolean | null {
  if (trouble.kind === 'no-token') return null;
  return trouble.canRetry ? null : true;
}

function isSlow(draft: Draft): boolean | null {
  const { slowScore } = draft.state.evidence;
  if (slowScore >= draft.app.sustained.failures) return true;
  return slowScore === 0 ? false : null;
}

/** Only a look that has seen the dynos can say. */
function keepsOldDynos(draft: Draft): boolean | null {
  const current = currentRelease(draft.state);
  const seen = draft.facts.heroku?.dynos ?? null;
  if (current === null || seen === null || current.rollout === 'unknown') return null;
  return isStuck(current, draft.app, draft.now) || (current.rollout === 'mixed' ? null : false);
}

function expiresSoon(draft: Draft): boolean | null {
  const { certificateExpiresAt } = draft.facts.reading;
  if (certificateExpiresAt === null) return null;
  return certificateExpiresAt - draft.now < draft.app.check.certificateMs;
}

/** A trouble that may pass says nothing yet; where GitHub is not used any more it is over. */
function isGitHubTroubled({ facts, state, app }: Draft): boolean | null {
  const { asking, telling } = state.github;
  // Who asks for checks and gives no token would else never hear that none is asked for.
  if (facts.github === null) return app.checks !== 'off';
  if (asking === null && telling === null) return false;
  return isLasting(asking) || isLasting(telling) ? true : null;
}
