/** Finds out what `lastgood check URL|APP` is to ask, and what is expected of the answer. */
import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { createHeroku } from '../../adapters/heroku.ts';
import type { Settings } from '../../adapters/settings.ts';
import type { Check, Configuration } from '../../core/app.ts';
import { type Fault, formatFault, parseConfiguration } from '../../core/configuration.ts';
import { endpointUrl } from '../../core/endpoint-url.ts';
import type { CommandContext } from '../context.ts';
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

/** The options go through the same gate as apps.yml, so that each value has one meaning. */
function urlSubject({ target, keys }: Wanted, { environment }: CommandContext): Subject {
  const name = 'check';
  const text = stringify({ apps: { [name]: { health: target, ...keys } } });
  const result = parseConfiguration(text, 'options', environment);
  if (!result.ok) return usage(result.faults.map(optionFault));
  return known(result.configuration, { name, app: null, url: target });
}

async function appSubject(wanted: Wanted, context: CommandContext): Promise<Subject> {
  const { target, file } = wanted;
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    return usage([
      `"${target}" is no URL, and ${file}, in which an app of that name could stand, cannot be ` +
        'read; give a whole URL that begins with https://, or another file with --config',
    ]);
  }
  const result = parseConfiguration(text, file, context.environment);
  const faults = result.ok ? [] : result.faults.filter((fault) => concerns(fault, target));
  if (faults.length > 0) return usage(faults.map(formatFault));
  const names = Object.keys(parse(text).apps);
  if (!names.includes(target)) {
    return usage([`${file} has no app "${target}"; it has ${names.join(', ')}`]);
  }
  return withOptions(wanted, text, context);
}

/**
 * Another app's fault, such as a variable that is set on AWS only, does not keep this one from it.
 */
function concerns({ path }: Fault, app: string): boolean {
  return !path.startsWith('apps.') || path === `apps.${app}` || path.startsWith(`apps.${app}.`);
}

/** The app as the file has it, with the options over it. */
async function withOptions(wanted: Wanted, text: string, context: CommandContext) {
  const { target: name, keys } = wanted;
  // The text has passed as a configuration, so these are maps.
  const file = parse(text) as { apps: Record<string, object | null> };
  const merged = { ...file, apps: { [name]: { ...file.apps[name], ...keys } } };
  const result = parseConfiguration(stringify(merged), 'options', context.environment);
  if (!result.ok) return usage(result.faults.map(optionFault));
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

/** `apps.shop.timeout` was given as an option, not in a file. */
function optionFault({ path, message }: Fault): string {
  const [, key] = /^apps\.[^.]+\.([a-zA-Z]+)/.exec(path) ?? [];
  return key === undefined ? `${path}: ${message}` : `${optionOf(key)}: ${message}`;
}

function usage(messages: readonly string[]): Subject {
  return { kind: 'usage', messages };
}
