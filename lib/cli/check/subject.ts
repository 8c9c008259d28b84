/** Finds out what `lastgood check URL|APP` is to ask, and what is expected of the answer. */
import { existsSync } from 'node:fs';
import { createHeroku } from '../../adapters/heroku.ts';
import type { Settings } from '../../adapters/settings.ts';
import type { Check, Configuration } from '../../core/app.ts';
import { endpointUrl } from '../../core/endpoint-url.ts';
import type { CommandContext } from '../context.ts';
import { appOfFile, appOfOptions } from '../one-app.ts';
import { optionOf } from './options.ts';

/** What is asked, or why that is not known. */
export type Subject =
  | {
      readonly kind: 'known';
      /** The Heroku app's name; null: a URL was given. */
      readonly app: string | null;
      readonly url: string;
      readonly check: Check;
      readonly control: readonly string[];
    }
  /** The command line or the configuration is wrong; each message says what to do. */
  | { readonly kind: 'usage'; readonly messages: readonly string[] }
  /** Heroku could not be asked for the app's address. */
  | { readonly kind: 'unknown'; readonly messages: readonly string[] };

/** What was asked for. */
export type Wanted = {
  readonly target: string;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  /** The configuration file in which an app is looked up. */
  readonly file: string;
};

/** Reads the target: a whole URL, or the name of an app of the configuration. */
export function findSubject(wanted: Wanted, context: CommandContext): Promise<Subject> {
  if (/^https?:\/\//i.test(wanted.target)) return Promise.resolve(urlSubject(wanted, context));
  return appSubject(wanted, context);
}

function urlSubject({ target, keys }: Wanted, { environment }: CommandContext): Subject {
  const name = 'check';
  const own = { health: target, ...keys };
  const result = appOfOptions({ name, keys: own, optionOf, environment });
  if (!result.ok) return usage(result.messages);
  return known(result.configuration, { name, app: null, url: target });
}

async function appSubject(wanted: Wanted, context: CommandContext): Promise<Subject> {
  const { target: name, keys, file } = wanted;
  const { environment } = context;
  if (!existsSync(file)) {
    return usage([
      `"${name}" is no URL, and ${file}, in which an app of that name could stand, cannot be ` +
        'read; give a whole URL that begins with https://, or another file with --config',
    ]);
  }
  const result = await appOfFile({ name, keys, optionOf, environment }, file);
  if (!result.ok) return usage(result.messages);
  const { configuration } = result;
  const health = configuration.apps[0]?.check.health ?? '';
  if (!health.startsWith('/')) return known(configuration, { name, app: name, url: health });
  return withWebUrl(wanted, { configuration, health }, context);
}

type PathOnApp = { readonly configuration: Configuration; readonly health: string };

/** A path stands on the app's web_url, which Heroku tells. */
async function withWebUrl(
  { target: name, settings }: Wanted,
  { configuration, health }: PathOnApp,
  { clock }: CommandContext,
): Promise<Subject> {
  const { herokuApiUrl: baseUrl, herokuApiKey: token } = settings;
  const answer = await createHeroku({ baseUrl, token, clock }).app(name);
  if (!answer.ok) {
    const { message, advice } = answer.trouble;
    const messages = [`the address of ${name} is not known: ${message}`, advice];
    return { kind: 'unknown', messages };
  }
  const url = endpointUrl(health, answer.value.webUrl);
  if (url !== null) return known(configuration, { name, app: name, url });
  return usage([`${name} has no web_url at Heroku; give it a whole URL as health`]);
}

type Known = { readonly name: string; readonly app: string | null; readonly url: string };

function known({ apps, control }: Configuration, { name, app, url }: Known): Subject {
  const found = apps.find((entry) => entry.name === name);
  if (found === undefined) return usage([`no app "${name}" was read`]);
  return { kind: 'known', app, url, check: found.check, control };
}

function usage(messages: readonly string[]): Subject {
  return { kind: 'usage', messages };
}
