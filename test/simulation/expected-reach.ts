/** What a full run has to come to, and what cannot be come to, with the reason. */
import { deeds, faultNames, moments } from './story/story.ts';

export const situations = [
  'unarmed',
  'warmup',
  'watching',
  'steady',
  'down',
  'held',
  'rolling-back',
  'verifying',
  'rolled-back',
  'escalated',
] as const;

export const guards = [
  'mode',
  'paused',
  'readable',
  'reached',
  'rollback-of-rollback',
  'once',
  'pending',
  'target',
  'add-on',
  'release-phase',
  'web-dynos',
  'platform',
  'correlation',
  'budget',
  'fleet',
] as const;

/** From each situation, where a single write leads. */
const next: Readonly<Record<(typeof situations)[number] | 'new', readonly string[]>> = {
  new: ['unarmed'],
  unarmed: ['watching', 'steady'],
  warmup: ['watching', 'held', 'rolling-back', 'down', 'unarmed', 'escalated'],
  watching: ['steady', 'warmup', 'held', 'down', 'rolling-back', 'unarmed', 'escalated'],
  steady: ['warmup', 'watching', 'down', 'held', 'rolling-back', 'unarmed'],
  down: ['warmup', 'steady', 'watching', 'unarmed'],
  held: ['warmup', 'watching', 'steady', 'down', 'rolling-back', 'unarmed'],
  'rolling-back': ['verifying', 'escalated', 'warmup', 'watching', 'steady'],
  verifying: ['rolled-back', 'escalated', 'warmup', 'watching'],
  'rolled-back': ['warmup', 'watching', 'down', 'unarmed'],
  escalated: ['warmup', 'watching', 'steady', 'unarmed'],
};

export const alerts = [
  'app-down',
  'app-missing',
  'calm',
  'checks-held',
  'checks-over',
  'checks-wanting',
  'certificate-expires',
  'certificate-renewed',
  'check-never-passed',
  'check-passed',
  'fast',
  'flapping',
  'github-trouble',
  'github-well',
  'heroku-readable',
  'heroku-unreadable',
  'known-bad-redeployed',
  'monitor-blind',
  'monitor-sees',
  'pause-ended',
  'paused',
  'recovered',
  'release-detected',
  'release-good',
  'release-inconclusive',
  'release-phase-failed',
  'release-stuck',
  'reminder',
  'rollback-current',
  'rollback-delayed',
  'rollback-held',
  'rollback-ineffective',
  'rollback-late',
  'rollback-raced',
  'rollback-refused',
  'rollback-release-failed',
  'rollback-slow',
  'rollback-started',
  'rollback-stuck',
  'rollback-unknown',
  'rollback-unverified',
  'rolled-back',
  'rollout-over',
  'rollout-stuck',
  'slow',
  'state-unreadable',
  'superseded',
  'version-mismatch',
  'version-unchanged',
  'version-unread',
  'watch-without-baseline',
  'would-roll-back',
] as const;

/** What comes of calls and writes. */
const outcomes = ['post made', 'post refused', 'post lost', 'write-lost', 'releases-read'];

/** Every name that a full run counts at least once. */
export const expectedReach: readonly string[] = [
  ...situations.map((name) => `situation ${name}`),
  ...Object.entries(next).flatMap(([from, to]) =>
    to.map((name) => `transition ${from} -> ${name}`),
  ),
  ...guards.map((name) => `guard ${name}`),
  ...faultNames.map((name) => `fault ${name}`),
  ...moments.map((name) => `moment ${name}`),
  ...[...deeds, ...outcomes].map((name) => `deed ${name}`),
  ...alerts.map((name) => `alert ${name}`),
];

/** What no story comes to: it stands behind something else, or belongs to another proof. */
export const unreachable: Readonly<Record<string, string>> = {
  'guard current': 'the look that judges has just taken the current release from the same read',
  'guard maintenance': 'in maintenance nothing sick is scored, so nothing is convicted',
  'alert alert-unreadable': 'no story damages an outbox: the law of delivery reads it itself',
};
