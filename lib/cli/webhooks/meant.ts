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

/** Which apps are meant, and which door; and all that is wrong with the words. */
export type Meant = {
  readonly apps: readonly string[];
  readonly url: string | null;
  readonly faults: readonly string[];
};

/** Some apps or all of them, known to the configuration where there is one. */
export function readMeant({ apps, all = false, url, config }: Words, settings: Settings): Meant {
  const file = config ?? settings.appsPath;
  const chosen = url === undefined ? settings.webhookUrl : webhookUrl(url);
  const names = all ? (namesIn(file) ?? []) : [...new Set(apps)];
  const faults = [
    ...(all === apps.length > 0 ? [oneOrAll] : []),
    ...(all && names.length === 0 ? [`${file} names no apps; name another one by --config`] : []),
    ...[...new Set(apps)].map((name) => unknownApp(name, file)).filter((one) => one !== null),
    ...(chosen instanceof Refusal ? [`--url: ${chosen.message}`] : []),
  ];
  return { apps: names, url: chosen instanceof Refusal ? null : chosen, faults };
}

const oneOrAll = 'Name apps, or say --all: npx lastgood webhooks add shop';
