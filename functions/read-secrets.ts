import type { Secret } from '../lib/core/secret.ts';
import { type Refusal, webhookSecrets } from '../lib/core/setting.ts';
import { readParameter } from './read-parameter.ts';

/**
 * One door's secrets: the settings' own, or those of the parameter, where one is named. Throws a
 * ConfigurationError that never holds one.
 */
export async function readSecrets(
  own: readonly Secret[],
  parameter: string | null,
  parse: (text: string) => readonly Secret[] | Refusal = webhookSecrets,
): Promise<readonly Secret[]> {
  return parameter === null ? own : readParameter(parameter, parse);
}
