import { readSettings, type Settings } from '../../adapters/settings.ts';
import type { Configuration } from '../../core/app.ts';
import { ConfigurationError } from '../../core/configuration-error.ts';
import type { RunContext } from '../context.ts';
import { appOfFile, appOfOptions, type OneApp } from '../one-app.ts';
import { createTeller, type Teller } from '../tell/teller.ts';
import { contradictions, type VerifyOptions, verifyKeys, verifyOptionOf } from './options.ts';
import { viaFaults } from './verify-via.ts';

/** What one run of the command works on. */
export type Work = {
  readonly app: string;
  readonly options: VerifyOptions;
  readonly settings: Settings;
};

/**
 * Reads what was given; the configuration of the one app is null where another lastgood has it.
 * `faults` are known already. Throws a ConfigurationError with everything that is wrong.
 */
export async function readWork(
  app: string,
  { options, faults }: { readonly options: VerifyOptions; readonly faults: readonly string[] },
  context: RunContext,
): Promise<{ readonly work: Work; readonly configuration: Configuration | null }> {
  const settings = settingsOf(context);
  const { via } = options;
  const isHere = via === undefined;
  const found = isHere ? await readApp(app, options, context) : null;
  const known = settings instanceof ConfigurationError ? null : settings;
  const all = [
    ...faults,
    ...(found === null || found.ok ? [] : found.messages),
    ...(settings instanceof ConfigurationError ? settings.faults : []),
    ...(isHere ? [] : viaFaults(via, known)),
    ...(isHere && known?.herokuApiKey === null ? [noToken] : []),
  ];
  if (known === null || all.length > 0) {
    throw new ConfigurationError('The command line with its environment', all);
  }
  return {
    work: { app, options, settings: known },
    configuration: found?.ok ? found.configuration : null,
  };
}

/** What is wrong with the options themselves, before any file is read. */
export function optionFaults(options: VerifyOptions): readonly string[] {
  return [...contradictions(options), ...verifyKeys(options).faults];
}

async function readApp(
  name: string,
  options: VerifyOptions,
  { environment }: RunContext,
): Promise<OneApp> {
  const { config, healthcheck } = options;
  const { keys } = verifyKeys(options);
  // That there is no health is said already, and the other options are judged all the same.
  const judged =
    config === undefined && healthcheck === undefined ? { health: '/', ...keys } : keys;
  const wanted = { name, keys: judged, optionOf: verifyOptionOf, environment };
  return config === undefined ? appOfOptions(wanted) : appOfFile(wanted, config);
}

function settingsOf({ environment }: RunContext): Settings | ConfigurationError {
  try {
    return readSettings(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
}

const noToken =
  'HEROKU_API_KEY: not set, and without it nothing is known of releases; make one with ' +
  '`heroku authorizations:create -d lastgood -s read,write-protected`';

/** A teller with the time of day in its first column. */
export function tellerOf({ app, options }: Work, context: RunContext): Teller {
  const time = (at: number) => new Date(at).toTimeString().slice(0, 8);
  return createTeller(context, { json: options.json === true, time, apps: [app] });
}
