/** Finds out what `lastgood check URL|APP` is to ask, and what is expected of the answer. */
import { existsSync } from 'node:fs';
import { createHeroku } from '../../adapters/heroku.ts';
import type { Settings } from '../../adapters/settings.ts';
import type { Check, Configuration } from '../../core/app.ts';
import { endpointUrl } from '../../core/endpoint-url.ts';
import type { CommandContext } from '../context.ts';
import { appOfFile, appOfOptions, type OneApp } from '../one-app.ts';
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
  /** The configuration file in which an app is looked up. */
  readonly file: string;
};

/** The target as a configuration of one app, or all that is wrong with it. Asks nobody. */
export async function readApp(
  { target, keys, file }: Wanted,
  { environment }: CommandContext,
): Promise<OneApp> {
  if (isUrl(target)) {
    const own = { health: target, ...keys };
    return appOfOptions({ name: nameOfUrl, keys: own, optionOf, environment });
  }
  if (existsSync(file)) return appOfFile({ name: target, keys, optionOf, environment }, file);
  // What else is wrong with the options is known without the file.
  const alone = { name: nameOfUrl, keys: { health: '/', ...keys }, optionOf, environment };
  const options = appOfOptions(alone);
  const nowhere =
    `"${target}" is no URL, and ${file}, in which an app of that name could stand, cannot be ` +
    'read; give a whole URL that begins with https://, or another file with --config';
  return { ok: false, messages: [nowhere, ...(options.ok ? [] : options.messages)] };
}

const nameOfUrl = 'check';

function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target);
}

/** Where it is asked: the URL itself, or one that Heroku knows. */
export async function findSubject(
  wanted: Pick<Wanted, 'target'> & { readonly settings: Settings },
  configuration: Configuration,
  context: CommandContext,
): Promise<Subject> {
  const { target } = wanted;
  if (isUrl(target)) return known(configuration, { name: nameOfUrl, app: null, url: target });
  const health = configuration.apps[0]?.check.health ?? '';
  const named = { name: target, app: target, url: health };
  if (!health.startsWith('/')) return known(configuration, named);
  return withWebUrl(wanted, { configuration, health }, context);
}

type PathOnApp = { readonly configuration: Configuration; readonly health: string };

/** A path stands on the app's web_url, which Heroku tells. */
async function withWebUrl(
  { target: name, settings }: { readonly target: string; readonly settings: Settings },
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
