import { readSettings, type Settings } from '../../adapters/settings.ts';
import type { Configuration } from '../../core/app.ts';
import { ConfigurationError } from '../../core/configuration-error.ts';
import type { RunContext } from '../context.ts';
import { appOfFile, appOfOptions } from '../one-app.ts';
import { createTeller, type Teller } from '../tell/teller.ts';
import { contradictions, type VerifyOptions, verifyKeys, verifyOptionOf } from './options.ts';

/** What one run of the command works on. */
export type Work = {
  readonly app: string;
  readonly options: VerifyOptions;
  readonly settings: Settings;
};

/** Reads what was given. Throws a ConfigurationError with everything that is wrong. */
export function readWork(app: string, options: VerifyOptions, context: RunContext): Work {
  const faults = contradictions(options);
  if (faults.length > 0) throw new ConfigurationError('The command line', faults);
  return { app, options, settings: readSettings(context.environment) };
}

/**
 * The configuration of the one app, and a token that can roll it back. Throws a ConfigurationError.
 */
export async function readConfiguration(work: Work, context: RunContext): Promise<Configuration> {
  const { app, options, settings } = work;
  const read = verifyKeys(options);
  if (!read.ok) throw new ConfigurationError('The command line', read.faults);
  const { environment } = context;
  const wanted = { name: app, keys: read.keys, optionOf: verifyOptionOf, environment };
  const { config } = options;
  const found = config === undefined ? appOfOptions(wanted) : await appOfFile(wanted, config);
  const subject = config ?? 'The command line';
  if (!found.ok) throw new ConfigurationError(subject, found.messages);
  if (settings.herokuApiKey === null) throw new ConfigurationError('The environment', [noToken]);
  return found.configuration;
}

const noToken =
  'HEROKU_API_KEY: not set, and without it nothing is known of releases; make one with ' +
  '`heroku authorizations:create -d lastgood -s read,write-protected`';

/** A teller with the time of day in its first column. */
export function tellerOf({ app, options }: Work, context: RunContext): Teller {
  const time = (at: number) => new Date(at).toTimeString().slice(0, 8);
  return createTeller(context, { json: options.json === true, time, apps: [app] });
}
