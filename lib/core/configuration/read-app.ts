import * as v from 'valibot';
import type { App, Configuration } from '../app.ts';
import { appSchema } from './app-schema.ts';
import { resolveHeaders, type Variables } from './environment.ts';
import type { Complaint, Path } from './fault.ts';
import { appMisfits } from './fit.ts';
import { toApp } from './to-app.ts';

/** What an app is read with, beside what it says itself. */
export type AppSurroundings = {
  /** The keys of `defaults`, as written. */
  readonly defaults: Keys;
  readonly variables: Variables;
  /** null: it is faulty itself, so nothing can be compared with it. */
  readonly cadence: Configuration['cadence'] | null;
};

/** A map of apps.yml as written: nothing of it has been checked. */
export type Keys = Readonly<Record<string, unknown>>;

/**
 * Reads one app: its own keys, each as a whole before the one of `defaults`, then the schema's
 * default. It complains of what takes more than one key or the environment to see; what a key
 * holds is complained of by the schema, and makes the app null here.
 */
export function readApp(
  name: string,
  own: Keys,
  { defaults, variables, cadence }: AppSurroundings,
): { readonly app: App | null; readonly complaints: readonly Complaint[] } {
  const merged = { ...defaults, ...own };
  const at = (key: string): Path => {
    if (Object.hasOwn(own, key)) return ['apps', name, key];
    return Object.hasOwn(defaults, key) ? ['defaults', key] : ['apps', name, key];
  };
  const complaints: Complaint[] = [];
  if (!Object.hasOwn(merged, 'health')) {
    const message = 'expected the key health, which is missing: the path or URL that is probed';
    complaints.push({ path: ['apps', name], about: 'key', message });
  }
  const { headers, complaints: unset } = resolveHeaders(
    merged['headers'],
    variables,
    at('headers'),
  );
  complaints.push(...unset);
  const parsed = v.safeParse(appSchema, merged);
  if (!parsed.success || parsed.output.health === undefined) return { app: null, complaints };
  const app = toApp(name, parsed.output.health, headers, parsed.output);
  for (const { key, message } of cadence === null ? [] : appMisfits(app, cadence)) {
    complaints.push({ path: at(key), about: 'key', message });
  }
  return { app, complaints };
}
