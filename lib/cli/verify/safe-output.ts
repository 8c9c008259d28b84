/** What is written where many can read it: no secret, and no command to whoever reads along. */
import type { Environment } from '../../adapters/settings.ts';

/** Makes a text fit to be written. */
export type Safe = (text: string) => string;

/**
 * Puts a placeholder in the place of every secret of the environment: an app may answer with what
 * it was sent. And takes its meaning from `##[`, which GitHub's runner would obey anywhere in a
 * line; `::` it obeys only at the beginning of one, where no stranger's text ever stands.
 */
export function createSafe(environment: Environment): Safe {
  const secrets = secretNames
    .map((name) => environment[name]?.trim() ?? '')
    .filter((value) => value.length >= secretCharactersMin);
  return (text) =>
    secrets
      .reduce((soFar, secret) => soFar.replaceAll(secret, '[secret]'), text)
      .replace(/##\[/g, '# #[');
}

const secretNames = ['HEROKU_API_KEY', 'LASTGOOD_DEPLOY_TOKEN', 'LASTGOOD_WEBHOOK_SECRET'];
/** What is shorter is no secret, and would make holes in every word. */
const secretCharactersMin = 8;
