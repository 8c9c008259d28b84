/** What the models are tried on. */
import type { AppPlan } from './story.ts';

/** An app as plain as can be: nothing is special about it but what `change` says. */
export function plainApp(change: Partial<AppPlan> = {}): AppPlan {
  return { ...plain, ...change };
}

const plain: AppPlan = {
  name: 'shop',
  policy: {},
  path: false,
  preboot: false,
  privateSpace: false,
  rollMs: 0,
  window: null,
  version: null,
  dependent: false,
  bornSick: false,
  rollbackPhase: null,
};
