/** What each guard says for people: letting pass, standing in the way, and what lifts it. */
import { formatDuration } from './duration.ts';
import { limits } from './limits.ts';

type Words = {
  /** The sentence that is true when it lets pass. */
  readonly passes: string;
  /** The one that is true when it does not; a look that has the facts says it more exactly. */
  readonly blocks: string;
  /** How long it stands, and what lifts it. */
  readonly lifts: string;
  /** True: it never lifts of itself, only by what people decide. */
  readonly stays?: true;
};

const byHand = 'it stays so: fix forward, or go back by hand';

const words: Readonly<Record<string, Words>> = {
  mode: {
    passes: 'apps.yml lets lastgood act on this app by itself',
    blocks: 'apps.yml leaves the rollback of this app to you',
    lifts: 'it stays so until you roll back yourself, or set `rollback: auto`',
    stays: true,
  },
  paused: {
    passes: 'nobody has paused it',
    blocks: 'somebody has paused rollbacks',
    lifts: 'it lifts when the pause ends, or by `lastgood resume`',
  },
  readable: {
    passes: 'Heroku could be read in this very look',
    blocks: 'Heroku could not be read',
    lifts: 'it lifts with the first read that succeeds, and each look tries',
  },
  current: {
    passes: 'the culprit is what runs, in a read made in this look',
    blocks: 'another release runs by now, or this one is not yet live',
    lifts: 'it stays so: what runs is judged for itself',
    stays: true,
  },
  reached: {
    passes: 'at least one of the sick readings reached the app',
    blocks: 'not one request reached the app, and a rollback mends no DNS, network or certificate',
    lifts: 'it lifts once the app itself gives a sick answer; look at DNS and certificate',
  },
  'rollback-of-rollback': {
    passes: 'the culprit is itself no rollback',
    blocks: 'the release is itself a rollback, and one is never undone',
    lifts: byHand,
    stays: true,
  },
  once: {
    passes: 'the culprit was not rolled back before',
    blocks: 'the release has had its one automatic rollback already',
    lifts: byHand,
    stays: true,
  },
  pending: {
    passes: 'no newer release is on its way',
    blocks: 'a newer release is on its way',
    lifts:
      'it lifts when that one is live or has failed, ' +
      `${formatDuration(limits.pendingMsMax)} after it was made at the latest`,
  },
  target: {
    passes: 'there is a release to go back to that was seen good',
    blocks: 'there is no release that was seen good and is safe to go back to',
    lifts: byHand,
    stays: true,
  },
  'add-on': {
    passes: "no add-on's configuration would be lost",
    blocks:
      'an add-on has changed since the last good release, and its configuration would be lost',
    lifts: byHand,
    stays: true,
  },
  'release-phase': {
    passes: 'releasePhase lets the app be rolled back',
    blocks: 'the app runs a release command (a migration, perhaps), and releasePhase is "hold"',
    lifts: 'it stays so until you roll back yourself, or set `releasePhase: act`',
    stays: true,
  },
  maintenance: {
    passes: 'the app is not in maintenance',
    blocks: 'the app is in maintenance',
    lifts: 'it lifts when the window of apps.yml is over, or by `heroku maintenance:off`',
  },
  'web-dynos': {
    passes: 'the app has web dynos',
    blocks: 'the app has no web dynos, or Heroku did not say how many',
    lifts: 'it lifts once there is one, as by `heroku ps:scale web=1`',
  },
  platform: {
    passes: 'Heroku reports no trouble of its own',
    blocks: 'Heroku reports trouble of its own',
    lifts:
      'it lifts when https://status.heroku.com is green again, ' +
      `or could not be read for ${formatDuration(limits.platformRememberedMs)}`,
  },
  correlation: {
    passes: 'no other app shares the trouble, as far as the sweeps saw',
    blocks: 'other apps went sick at the same time, so the release is hardly the cause',
    lifts: 'it lifts when the others are well and this one is not',
  },
  budget: {
    passes: "the app's cooldown and its daily bound have room",
    blocks: 'the app was rolled back as often as limits.cooldown and limits.perAppADay allow',
    lifts: 'it lifts by itself when the cooldown is over and the day has room',
  },
  fleet: {
    passes: "the fleet's bounds have room",
    blocks: 'as many apps are rolled back as limits.fleetAtOnce and limits.fleetAnHour allow',
    lifts: 'it lifts by itself when one of those rollbacks has ended and the hour has room',
  },
};

/** What it has made sure of. A guard that is newer than these words is told by its name. */
export function passedWords(name: string): string {
  return words[name]?.passes ?? `"${name}" has nothing against it`;
}

/** What stands in the way and what lifts it; `reason`: as the look saw it, with its figures. */
export function blockedWords(name: string, reason?: string): string {
  const known = words[name];
  const blocks = reason ?? known?.blocks ?? `"${name}" is against it`;
  return known === undefined ? blocks : `${blocks}; ${known.lifts}`;
}

/** True for what lifts by itself, or by somebody's doing at the app. */
export function mayLift(name: string): boolean {
  const known = words[name];
  return known !== undefined && known.stays !== true;
}
