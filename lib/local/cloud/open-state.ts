import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ConfigurationError } from '../../core/configuration-error.ts';

/** Opens what keeps its state in a directory; a ConfigurationError says when that is damaged. */
export async function openState<T>(
  directory: string | null,
  open: () => Promise<T> | T,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (directory === null) throw error;
    throw new ConfigurationError('Where lastgood keeps its state', [
      `${directory} cannot be opened (${reason(error)}); restore it from a copy, or move it away ` +
        'to begin anew without what was remembered',
    ]);
  }
}

/**
 * Opens dynalite's LevelDB once and closes it again. dynalite itself opens it at its first request,
 * where a failure is thrown past everybody and ends the process.
 */
export async function checkLevelDb(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const ofDynalite = createRequire(import.meta.resolve('dynalite'));
  const { Level } = ofDynalite('level') as { Level: new (path: string) => Database };
  const database = new Level(directory);
  await database.open();
  await database.close();
}

type Database = { open(): Promise<void>; close(): Promise<void> };

/** LevelDB says only `Database failed to open`; why stands in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
