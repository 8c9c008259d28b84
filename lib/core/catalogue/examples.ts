/** An example of every kind of alert, made by the functions that make the real ones. */
import type { Alert } from '../alert.ts';
import type { Kind } from '../catalogue.ts';
import { deadLetterAlert } from '../dead-letter.ts';
import { decideDigest } from '../digest.ts';
import { type Draft, type Spoken, tell, withEntry, withState } from '../draft.ts';
import { nothingKnown } from '../monitor.ts';
import { parseOutbox } from '../outbox.ts';
import { pulseText } from '../pulse.ts';
import { noEvidence } from '../state.ts';
import { testAlert } from '../test-alert.ts';
import * as app from '../texts/app.ts';
import { causeFound } from '../texts/cause.ts';
import * as condition from '../texts/condition.ts';
import * as github from '../texts/github.ts';
import { maintenanceLasts, maintenanceOver } from '../texts/maintenance.ts';
import { pauseOver, pauseStands } from '../texts/pause.ts';
import * as release from '../texts/release.ts';
import { releaseDetected } from '../texts/release-detected.ts';
import { reminder } from '../texts/reminder.ts';
import * as rollback from '../texts/rollback.ts';
import * as failure from '../texts/rollback-failure.ts';
import * as held from '../texts/rollback-held.ts';
import * as waiting from '../texts/rollback-waiting.ts';
import * as rollout from '../texts/rollout.ts';
import * as version from '../texts/version.ts';
import { blocked, exampleCause, examplePause, intent, refusal } from './example-cases.ts';
import {
  failing,
  fresh,
  good,
  incident,
  late,
  live,
  mixed,
  sluggish,
  unseen,
  verifying,
  well,
} from './example-draft.ts';
import { checked, unchecked, unwelcome } from './example-github.ts';
import { inMode } from './example-maintenance.ts';
import * as monitor from './example-monitor.ts';
import { exampleRelease } from './example-releases.ts';

/** The example of a kind: always the same. */
export function exampleOf(kind: Kind): Alert {
  return examples[kind]();
}

const examples: Readonly<Record<Kind, () => Alert>> = {
  'rollback-started': from(failing, (draft) => rollback.rollbackStarted(draft, intent)),
  'would-roll-back': from({ ...failing, app: { ...failing.app, rollback: 'ask' } }, (draft) =>
    held.wouldRollBack(draft, exampleRelease(27)),
  ),
  'rollback-held': from(failing, (draft) => held.rollbackHeld(draft, blocked)),
  'cause-found': from(failing, (draft) => causeFound(draft, exampleCause)),
  'rollback-current': from(live, (draft) => rollback.rollbackCurrent(draft, intent)),
  'rolled-back': from(verifying, (draft) => rollback.rolledBack(draft, intent)),
  'rollback-delayed': from(failing, (draft) => waiting.rollbackDelayed(draft, intent)),
  'rollback-slow': from(late, (draft) => waiting.rollbackSlow(draft, intent)),
  'rollback-stuck': from(late, (draft) => waiting.rollbackStuck(draft, intent)),
  'rollback-unknown': from(late, (draft) =>
    waiting.rollbackUnknown(draft, { ...intent, release: null }),
  ),
  'rollback-late': from(live, (draft) => failure.rollbackLate(draft, intent)),
  'rollback-refused': from(failing, (draft) => failure.rollbackRefused(draft, intent, refusal)),
  'rollback-release-failed': from(failing, (draft) => failure.rollbackReleaseFailed(draft, intent)),
  'rollback-raced': from(failing, (draft) => failure.rollbackRaced(draft, intent, 32)),
  'rollback-ineffective': from(live, (draft) => failure.rollbackIneffective(draft, intent)),
  'rollback-unverified': from(live, (draft) => failure.rollbackUnverified(draft, intent)),
  'app-down': from(failing, (draft) =>
    app.appDown(draft, 'v29 is older than its probation of 1 d'),
  ),
  recovered: from(well, app.recovered),
  reminder: from(failing, (draft) =>
    reminder(holding(draft), { ...incident, openedAt: draft.now - 1_860_000 }),
  ),
  'check-armed': from(fresh, app.checkArmed),
  'check-never-passed': from(failing, app.checkNeverPassed),
  'check-passed': from(well, app.checkPassed),
  'release-detected': from(fresh, releaseDetected),
  'watch-without-baseline': from(
    withEntry(fresh, 'release-29', { attributable: false }),
    releaseDetected,
  ),
  'known-bad-redeployed': from(
    withEntry(withEntry(fresh, 'release-27', { verdict: 'bad' }), 'release-29', {
      artifact: 'slug-27',
    }),
    releaseDetected,
  ),
  superseded: from(well, (draft) => release.superseded(draft, draft)),
  'release-good': from(fresh, (draft) => release.releaseGood(draft, good(draft))),
  'release-inconclusive': from(fresh, (draft) => release.releaseInconclusive(draft, good(draft))),
  'release-phase-failed': from(fresh, (draft) =>
    release.releasePhaseFailed(draft, exampleRelease(31), exampleRelease(29)),
  ),
  'release-stuck': from(fresh, (draft) => release.releaseStuck(draft, exampleRelease(28))),
  'rollout-stuck': from(mixed, rollout.rolloutStuck),
  'rollout-over': from(fresh, rollout.rolloutOver),
  'version-unread': from(fresh, (draft) => version.versionUnread(draft, good(draft))),
  'version-unchanged': from(fresh, (draft) =>
    version.versionUnchanged(draft, { ...good(draft), versionBody: '1.4.2' }, good(draft, 27)),
  ),
  'version-mismatch': from(fresh, (draft) =>
    version.versionMismatch(draft, {
      ...good(draft),
      commit: '9c0ffee1a0b1c2d3e4f5',
      versionBody: '{"commit":"1a5f89db"}',
    }),
  ),
  'checks-wanting': from(unchecked, (draft) => github.checksWanting(draft, good(draft))),
  'checks-held': from(unchecked, github.checksHeld),
  'checks-over': from(checked, github.checksOver),
  flapping: from(fresh, condition.flapping),
  calm: from(fresh, condition.calmAgain),
  slow: from(sluggish, condition.slow),
  fast: from(fresh, condition.fastAgain),
  'certificate-expires': from(fresh, condition.certificateExpires),
  'certificate-renewed': from(fresh, condition.certificateRenewed),
  paused: from(fresh, ({ now }) => ({ ...nothingMore, ...pauseStands(examplePause, now, true) })),
  'pause-ended': from(fresh, () => ({ ...nothingMore, ...pauseOver(examplePause) })),
  'maintenance-lasts': from(inMode, maintenanceLasts),
  'maintenance-over': from(fresh, maintenanceOver),
  'monitor-blind': from(unseen, condition.blind),
  'monitor-sees': from(fresh, condition.seesAgain),
  'heroku-unreadable': () => only(monitor.unreadable(fresh.now, refusal)),
  'heroku-readable': from(fresh, condition.herokuReadable),
  'github-trouble': from(unwelcome, github.githubTrouble),
  'github-well': from(fresh, github.githubWell),
  'app-missing': () => only(monitor.missing(fresh.now, [], ['my-shop'])),
  'app-found': () => only(monitor.missing(fresh.now, ['my-shop'], [])),
  'not-looked-at': () => only(monitor.neglected(fresh, [], fresh.now - 7 * 60_000)),
  'looked-at-again': () => only(monitor.neglected(fresh, ['my-shop'], fresh.now)),
  'subscribers-unknown': () => only(monitor.unlisted(fresh.now, true)),
  'subscribers-known': () => only(monitor.unlisted(fresh.now, false)),
  digest: () => only(digestOf(fresh.now, fresh)),
  'dead-letter': () => deadLetterAlert(exampleLetter, fresh.now),
  'state-unreadable': from(fresh, (draft) => app.stateUnreadable(draft.app.name)),
  test: () => testAlert({ now: fresh.now, by: 'anna@laptop' }),
  'alert-unreadable': () => only(parseOutbox('{"kind":"?"}', 'my-shop', fresh.now)),
};

/** The fleet's bounds keep the rollback waiting. */
function holding(draft: Draft): Draft {
  const guards = ['fleet'];
  const fleetFull = '1 rollback under way already (blog); limits.fleetAtOnce is 1';
  const situation = { name: 'held', since: draft.now, guards, told: guards, asked: false } as const;
  return { ...withState(draft, { situation }), facts: { ...draft.facts, fleetFull } };
}

const exampleLetter = {
  messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
  body: '{"kind":"watch","app":"my-shop","reason":"webhook: release v29 succeeded"}',
  sentAt: fresh.now - 15 * 60_000,
};

const nothingMore = { evidence: [], undo: null };

function from(draft: Draft, text: (draft: Draft) => Spoken): () => Alert {
  return () => only(tell(draft, text(draft)).alerts);
}

function digestOf(now: number, { app, state }: Pick<Draft, 'app' | 'state'>): readonly Alert[] {
  const before = { ...nothingKnown, digestAt: now - 24 * 3_600_000 };
  const states = {
    'my-shop': state,
    'my-blog': { ...state, evidence: noEvidence },
    'my-docs': null,
  };
  const fleet = Object.entries(states).map(([name, each]) => ({
    app: { ...app, name },
    state: each,
  }));
  const facts = { fleet, pauses: [examplePause], pulses: [pulseText(now, new Map())], now };
  return decideDigest(before, { minute: 0, zone: 'UTC' }, facts).alerts;
}

function only([alert, ...others]: readonly Alert[]): Alert {
  if (alert === undefined || others.length > 0) throw new Error('an example is one alert');
  return alert;
}
