/** One app as a command means it: the file's entry, the options over it, or the options alone. */
import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import type { Environment } from '../adapters/settings.ts';
import type { Configuration } from '../core/app.ts';
import { type Fault, formatFault, parseConfiguration } from '../core/configuration.ts';

/** The keys of one app, and how their faults are told. */
export type OneAppWanted = {
  readonly name: string;
  /** Keys of apps.yml that were given as options. */
  readonly keys: Readonly<Record<string, unknown>>;
  /** The option by which a key is given. */
  readonly optionOf: (key: string) => string;
  readonly environment: Environment;
};

/** A configuration with this one app, or everything that is wrong with it. */
export type OneApp =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly messages: readonly string[] };

/** The options alone go through the same gate as apps.yml, so that each value has one meaning. */
export function appOfOptions(wanted: OneAppWanted): OneApp {
  const { name, keys, environment, optionOf } = wanted;
  const text = stringify({ apps: { [name]: keys } });
  const result = parseConfiguration(text, 'options', environment);
  return result.ok ? result : refused(result.faults.map((fault) => optionFault(fault, optionOf)));
}

/** The app as the file has it, with the options over it. */
export async function appOfFile(wanted: OneAppWanted, file: string): Promise<OneApp> {
  const { name, keys, environment, optionOf } = wanted;
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return refused([`${file} cannot be read; give another file with --config`]);
  const whole = parseConfiguration(text, file, environment);
  const faults = whole.ok ? [] : whole.faults.filter((fault) => concerns(fault, name));
  if (faults.length > 0) return refused(faults.map(formatFault));
  // The text has passed as a configuration, so these are maps.
  const read = parse(text) as { apps: Record<string, object | null> };
  if (!Object.hasOwn(read.apps, name)) {
    return refused([`${file} has no app "${name}"; it has ${Object.keys(read.apps).join(', ')}`]);
  }
  const merged = { ...read, apps: { [name]: { ...read.apps[name], ...keys } } };
  const result = parseConfiguration(stringify(merged), 'options', environment);
  return result.ok ? result : refused(result.faults.map((fault) => optionFault(fault, optionOf)));
}

/**
 * Another app's fault, such as a variable that is set on AWS only, does not keep this one from it.
 */
function concerns({ path }: Fault, app: string): boolean {
  return !path.startsWith('apps.') || path === `apps.${app}` || path.startsWith(`apps.${app}.`);
}

/** `apps.shop.timeout` was given as an option, not in a file. */
function optionFault({ path, message }: Fault, optionOf: OneAppWanted['optionOf']): string {
  const [, key] = /^apps\.[^.]+\.([a-zA-Z]+)/.exec(path) ?? [];
  return key === undefined ? `${path}: ${message}` : `${optionOf(key)}: ${message}`;
}

function refused(messages: readonly string[]): OneApp {
  return { ok: false, messages };
}
