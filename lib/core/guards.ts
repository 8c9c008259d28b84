/**
 * Every reason not to roll back. All are evaluated and all are reported, so that one alert says
 * everything.
 */
import { correlation } from './correlation.ts';
import type { Draft } from './draft.ts';
import { formatDuration } from './duration.ts';
import { sicknessOf } from './others.ts';
import { pausedReason } from './pause.ts';
import { platformReason } from './platform.ts';
import { liveBefore, plansOf, releaseKind } from './release-kind.ts';
import type { LedgerEntry } from './state.ts';
import { chooseTarget, type Target } from './target.ts';

/** One reason that stands in the way, by name and in words. */
export type Guard = { readonly name: string; readonly reason: string };

/** The verdict of all guards: the way is free to a target, or it is blocked. */
export type Guarded =
  | {
      readonly kind: 'free';
      readonly culprit: LedgerEntry;
      readonly target: Target & { kind: 'target' };
    }
  | { readonly kind: 'blocked'; readonly blocked: readonly Guard[]; readonly target: Target };

type Case = { readonly draft: Draft; readonly culprit: LedgerEntry; readonly target: Target };
type Check = { readonly name: string; readonly blocks: (now: Case) => string | null };

/**
 * The guard that lifts by itself within moments: worth another look at once, and not only with the
 * next sweep.
 */
export const passingGuard = 'readable';

const checks: readonly Check[] = [
  { name: 'mode', blocks: ofMode },
  { name: 'paused', blocks: ({ draft }) => pausedReason(draft.facts.pause, draft.now) },
  { name: passingGuard, blocks: ofReadable },
  { name: 'current', blocks: ofCurrent },
  { name: 'reached', blocks: ofReached },
  { name: 'rollback-of-rollback', blocks: ofRollback },
  { name: 'once', blocks: ofOnce },
  { name: 'pending', blocks: ofPending },
  { name: 'target', blocks: ({ target }) => (target.kind === 'none' ? target.reason : null) },
  { name: 'add-on', blocks: ofAddOn },
  { name: 'release-phase', blocks: ofReleasePhase },
  { name: 'maintenance', blocks: ofMaintenance },
  { name: 'web-dynos', blocks: ofWebDynos },
  { name: 'platform', blocks: ofPlatform },
  { name: 'correlation', blocks: ofCorrelation },
  { name: 'budget', blocks: ofBudget },
  { name: 'fleet', blocks: ({ draft }) => draft.facts.fleetFull },
];

/** What every guard says, those that let pass (`reason` null) included, and of which target. */
export type Asked = {
  readonly target: Target;
  readonly answers: readonly { readonly name: string; readonly reason: string | null }[];
};

/** Asks every guard about undoing the release that runs now. */
export function guard(draft: Draft, culprit: LedgerEntry): Guarded {
  const { target, answers } = askGuards(draft, culprit);
  const blocked = answers.flatMap(({ name, reason }) =>
    reason === null ? [] : [{ name, reason }],
  );
  return target.kind === 'target' && blocked.length === 0
    ? { kind: 'free', culprit, target }
    : { kind: 'blocked', blocked, target };
}

/** The same, with the guards that let pass. */
export function askGuards(draft: Draft, culprit: LedgerEntry): Asked {
  const releases = draft.facts.heroku?.releases ?? [];
  const target = chooseTarget(culprit, draft.state.ledger, releases);
  const now = { draft, culprit, target };
  return { target, answers: checks.map(({ name, blocks }) => ({ name, reason: blocks(now) })) };
}

function ofMode({ draft }: Case): string | null {
  const mode = draft.app.rollback;
  return mode === 'auto' ? null : `rollback is set to "${mode}" for this app`;
}

function ofReadable({ draft }: Case): string | null {
  const { heroku, trouble } = draft.facts;
  return heroku === null ? `Heroku could not be read: ${trouble?.message ?? 'not asked'}` : null;
}

/** S8: the culprit is what runs, in a read made in this very look. */
function ofCurrent({ draft, culprit }: Case): string | null {
  const current = draft.facts.heroku?.releases.find((release) => release.current);
  if (draft.facts.heroku === null) return null;
  if (current?.id !== culprit.id) return `v${culprit.version} is no longer the current release`;
  return current.status === 'succeeded' ? null : `v${culprit.version} is ${current.status}`;
}

/**
 * DNS, connection and certificate troubles are not a release's doing, and no rollback mends them.
 */
function ofReached({ draft }: Case): string | null {
  return draft.state.evidence.sickReached > 0
    ? null
    : 'not one request reached the app: a rollback mends no DNS, network or certificate trouble';
}

/** S7: a release that is itself a rollback is never undone, whoever made it. */
function ofRollback({ culprit }: Case): string | null {
  return culprit.kind === 'rollback'
    ? `v${culprit.version} is itself a rollback ("${culprit.description}")`
    : null;
}

/** S6: at most one automatic rollback per culprit, ever. */
function ofOnce({ draft, culprit }: Case): string | null {
  const before = draft.state.rollbacks.some((rollback) => rollback.culpritId === culprit.id);
  return before ? `v${culprit.version} has had its one automatic rollback already` : null;
}

function ofPending({ draft }: Case): string | null {
  const { pending } = draft.state;
  return pending === null || pending.told
    ? null
    : `v${pending.version} is being released right now`;
}

/** S11: a rollback across an add-on change can leave the app without its add-on's configuration. */
function ofAddOn({ draft, culprit, target }: Case): string | null {
  const releases = draft.facts.heroku?.releases ?? [];
  if (target.kind === 'none') return null;
  const made = releases.find((release) => {
    const between = release.version > target.release.version && release.version <= culprit.version;
    return between && releaseKind(release, liveBefore(release, releases)) === 'add-on';
  });
  if (made !== undefined) {
    const what = `v${made.version} ("${made.description}") was made by an add-on`;
    return `${what}; its configuration would be lost`;
  }
  // A deploy that brought add-ons along is told as a deploy, and hides that it did.
  const live = releases.find(({ id }) => id === culprit.id);
  return live === undefined || plansOf(live) === plansOf(target.release)
    ? null
    : `v${culprit.version} has other add-ons than v${target.release.version}`;
}

function ofReleasePhase({ draft }: Case): string | null {
  const formation = draft.facts.heroku?.formation ?? [];
  const ran = formation.some((process) => process.type === 'release');
  return ran && draft.app.releasePhase === 'hold'
    ? 'the app runs a release command (a migration, perhaps) and releasePhase is "hold"'
    : null;
}

function ofMaintenance({ draft }: Case): string | null {
  return draft.maintenance ? 'the app is in maintenance' : null;
}

function ofWebDynos({ draft }: Case): string | null {
  const { heroku } = draft.facts;
  if (heroku === null) return null;
  if (heroku.formation === null) return 'the number of web dynos could not be read from Heroku';
  const web = heroku.formation.find((process) => process.type === 'web')?.quantity ?? 0;
  return web > 0 ? null : 'the app has no web dynos: scale it up with heroku ps:scale web=1';
}

/** A veto that fails open, once the page could not be read for a while. */
function ofPlatform({ draft: { facts, now } }: Case): string | null {
  return facts.platform && platformReason(facts.platform, now);
}

/** S10: what many apps share is no release's fault. */
function ofCorrelation({ draft }: Case): string | null {
  const { app, state, facts, now } = draft;
  return facts.others && correlation(sicknessOf(app.name, state, now), facts.others);
}

/** S9: cooldown and daily cap of one app. */
function ofBudget({ draft }: Case): string | null {
  const { cooldownMs, perAppADay } = draft.configuration.limits;
  const { rollbacks } = draft.state;
  const newest = Math.max(0, ...rollbacks.map((rollback) => rollback.at));
  const today = rollbacks.filter((rollback) => draft.now - rollback.at < 86_400_000).length;
  if (draft.now - newest < cooldownMs) {
    return `the last rollback was ${formatDuration(draft.now - newest)} ago (limits.cooldown)`;
  }
  return today >= perAppADay ? `${today} rollbacks in 24 hours already (limits.perAppADay)` : null;
}
