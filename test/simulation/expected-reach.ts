/** What a full run has to come to, and what cannot be come to, with the reason. */
import { faultNames, moments } from './story/story.ts';

const situations = [
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
];

const guards = [
  'mode',
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
  'budget',
  'fleet',
];

const transitions = [
  'new -> unarmed',
  'unarmed -> watching',
  'watching -> steady',
  'watching -> warmup',
  'watching -> held',
  'watching -> down',
  'watching -> rolling-back',
  'watching -> unarmed',
  'steady -> warmup',
  'steady -> down',
  'steady -> held',
  'steady -> rolling-back',
  'steady -> unarmed',
  'warmup -> watching',
  'warmup -> held',
  'warmup -> rolling-back',
  'held -> warmup',
  'held -> watching',
  'held -> down',
  'held -> rolling-back',
  'down -> warmup',
  'down -> steady',
  'down -> watching',
  'rolling-back -> verifying',
  'rolling-back -> escalated',
  'rolling-back -> warmup',
  'rolling-back -> watching',
  'verifying -> rolled-back',
  'verifying -> escalated',
  'verifying -> warmup',
  'rolled-back -> warmup',
  'rolled-back -> down',
  'escalated -> warmup',
  'escalated -> watching',
];

/** Every name that a full run counts at least once. */
export const expectedReach: readonly string[] = [
  ...situations.map((name) => `situation ${name}`),
  ...transitions.map((name) => `transition ${name}`),
  ...guards.map((name) => `guard ${name}`),
  ...faultNames.map((name) => `fault ${name}`),
  ...moments.map((name) => `moment ${name}`),
];

/** Guards that stand behind another one, so that no story comes to them. */
export const unreachable: Readonly<Record<string, string>> = {
  'guard current': 'the look that judges has just taken the current release from the same read',
  'guard maintenance': 'in maintenance nothing sick is scored, so nothing is convicted',
};
