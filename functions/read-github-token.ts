import type { Settings } from '../lib/adapters/settings.ts';
import type { Secret } from '../lib/core/secret.ts';
import { githubToken } from '../lib/core/setting.ts';
import { readParameter } from './read-parameter.ts';

/** GitHub's token, of the settings or of the parameter that they name; null: there is none. */
export async function readGitHubToken(settings: Settings): Promise<Secret | null> {
  const { githubToken: own, githubTokenParameter } = settings;
  return githubTokenParameter === null ? own : readParameter(githubTokenParameter, githubToken);
}
