/** An app as the simulation finds it: its first code was deployed three days ago. */
import type { AppPlan } from '../story/story.ts';
import type { ModelApp, ModelRelease } from './heroku-model.ts';

export function foundApp(plan: AppPlan, now: number): ModelApp {
  const createdAt = now - 3 * 24 * 3_600_000;
  const first: ModelRelease = {
    id: `${plan.name}-r1`,
    version: 1,
    status: 'succeeded',
    eligible: true,
    liveAt: createdAt,
    description: 'Deploy 00000001',
    user: 'deploy@example.com',
    code: {
      id: `${plan.name}-c1`,
      quality: plan.bornSick ? 'bad' : 'good',
      command: plan.rollbackPhase,
    },
    configBroken: false,
    plans: ['postgres'],
    createdAt,
    made: 'deploy',
  };
  return {
    plan,
    releases: [first],
    current: first,
    currentSince: createdAt,
    previous: null,
    web: 1,
    gone: null,
    plans: first.plans,
    maintenance: false,
    releasedAt: createdAt,
    stale: null,
  };
}
