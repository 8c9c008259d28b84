import type { Settings } from '../lib/adapters/settings.ts';
import type { Secret } from '../lib/core/secret.ts';
import { token } from '../lib/core/setting.ts';
import { readParameter } from './read-parameter.ts';

/** The token of the settings, or of the parameter that they name; null: there is none. */
export async function readHerokuApiKey(settings: Settings): Promise<Secret | null> {
  const { herokuApiKey, herokuApiKeyParameter } = settings;
  return herokuApiKeyParameter === null
    ? herokuApiKey
    : readParameter(herokuApiKeyParameter, token);
}
