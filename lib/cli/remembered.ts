/** What the commands share that read or change what is remembered: file, apps and table. */
import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import { readSettings } from '../adapters/settings.ts';
import { StoreError } from '../adapters/store-error.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { type OpenTable, openTable } from '../local/open-table.ts';
import { type CommandContext, type ExitCode, exitCodes } from './context.ts';
import { directoryBeside } from './start/work.ts';

const named = v.object({ apps: v.record(v.string(), v.unknown()) });

/**
 * The names in a configuration; null: there is no file, as on a machine that only reaches the table
 * on AWS, or it holds no apps. Its other faults are for `lastgood validate`.
 */
export function namesIn(file: string): readonly string[] | null {
  if (!existsSync(file)) return null;
  try {
    const parsed = v.safeParse(named, parse(readFileSync(file, 'utf8')));
    return parsed.success ? Object.keys(parsed.output.apps) : null;
  } catch {
    return null;
  }
}

/** Why an app of this name cannot be meant; null: it can. */
export function unknownApp(app: string, file: string): string | null {
  const names = namesIn(file);
  return names === null || names.includes(app)
    ? null
    : `${file} has no app "${app}"; it has ${names.join(', ')}`;
}

/** Of these names, those that the configuration does not have: a sentence each. */
export function unknownHere(
  apps: readonly string[],
  { config }: { readonly config?: string | undefined },
  { environment }: CommandContext,
): readonly string[] {
  const file = config ?? readSettings(environment).appsPath;
  return apps.map((app) => unknownApp(app, file)).filter((one) => one !== null);
}

/** Opens the table, works on it, and closes it again; troubles become words and an exit status. */
export async function withTable(
  given: { readonly config?: string | undefined },
  context: CommandContext,
  work: (opened: OpenTable, file: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    const settings = readSettings(context.environment);
    const file = given.config ?? settings.appsPath;
    const opened = await openTable({ table: settings.table, directory: directoryBeside(file) });
    try {
      return await work(opened, file);
    } finally {
      await opened.close();
    }
  } catch (error) {
    const ours = error instanceof ConfigurationError || error instanceof StoreError;
    if (!ours) throw error;
    context.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}
