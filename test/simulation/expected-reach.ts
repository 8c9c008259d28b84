/** What a full run has to come to, and what cannot be come to, with the reason. */
import { kinds } from '../../lib/core/catalogue.ts';
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

/** What comes of calls and writes. */
const outcomes = [
  'told-after-window',
  'post made',
  'post refused',
  'post lost',
  'write-lost',
  'releases-read',
  'alert-waits',
  'alert-grouped',
  'platform-remembered',
  'older-pending',
  'maintenance-repeated',
  'release-waits',
  'release-grouped',
];

/** What shows that a sickness is not one release's own, by the truth. */
const causes = ['together', 'hidden', 'wave'];

/** What no story comes to: it stands behind something else, or belongs to another proof. */
export const unreachable: Readonly<Record<string, string>> = {
  'guard current': 'the look that judges has just taken the current release from the same read',
  'guard maintenance': 'in maintenance nothing sick is scored, so nothing is convicted',
  'alert dead-letter': 'the dead-letter queue has a function and tests of its own',
  'alert digest': 'it comes once a day, and no world is so long',
  'alert subscribers-unknown': 'no topic of a simulated world lists its subscribers',
  'alert subscribers-known': 'no topic of a simulated world lists its subscribers',
  'alert test': 'only a person sends it, by a command of its own',
};

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
  ...causes.map((name) => `cause ${name}`),
  ...kinds.map((name) => `alert ${name}`).filter((key) => !(key in unreachable)),
];
