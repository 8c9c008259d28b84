import type { Settings } from '../../adapters/settings.ts';
import { Refusal, webhookUrl } from '../../core/setting.ts';
import { namesIn, unknownApp } from '../remembered.ts';

/** The words of the command, as far as they say what is meant. */
type Words = {
  readonly apps: readonly string[];
  readonly all?: boolean;
  readonly url?: string;
  readonly config?: string;
};

/** Which apps are meant, and which door; or what is wrong with the words. */
export type Meant =
  | { readonly apps: readonly string[]; readonly url: string | null }
  | { readonly complaint: string };

/** Some apps or all of them, known to the configuration where there is one. */
export function readMeant({ apps, all = false, url, config }: Words, settings: Settings): Meant {
  const file = config ?? settings.appsPath;
  if (all === apps.length > 0) {
    return { complaint: 'Name apps, or say --all: npx lastgood webhooks add shop' };
  }
  const names = all ? namesIn(file) : [...new Set(apps)];
  if (names === null || names.length === 0) {
    return { complaint: `${file} names no apps; name another one by --config` };
  }
  const unknown = names.map((name) => unknownApp(name, file)).filter((one) => one !== null);
  if (unknown.length > 0) return { complaint: unknown.join('\n') };
  const chosen = url === undefined ? settings.webhookUrl : webhookUrl(url);
  return chosen instanceof Refusal
    ? { complaint: `--url: ${chosen.message}` }
    : { apps: names, url: chosen };
}
