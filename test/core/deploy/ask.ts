import { type DeployAnswer, judgeDeploy } from '../../../lib/core/deploy/judge-deploy.ts';
import { type Deploy, newDeploy } from '../../../lib/core/deploy.ts';
import type { Film } from '../film.ts';

export const deployId = '5a0c3f9e-8d4b-4c1a-9f6e-2b7d1e0a4c55';

/** Somebody tells of a deploy of a film's app, now. */
export function tell(film: Film, told: Partial<Pick<Deploy, 'commit' | 'version'>> = {}): Deploy {
  const { state, now } = film;
  const whole = { app: film.app.name, commit: null, version: null, ...told };
  return newDeploy(whole, { id: deployId, now, state });
}

/** And asks what came of it, now. */
export function ask(film: Film, deploy: Deploy): DeployAnswer {
  return judgeDeploy(deploy, film.state, film.now);
}

/** The same in short: the verdict, and whether it is final. */
export function brief(film: Film, deploy: Deploy): string {
  const { verdict, final, release } = ask(film, deploy);
  return `${release === null ? 'none' : `v${release.version}`} ${verdict}${final ? '' : ' …'}`;
}
