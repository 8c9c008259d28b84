import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../../core/configuration-error.ts';

/**
 * Takes a directory for this process alone, and makes it if it is not there: two monitors on one
 * state would each undo what the other did. The lock is the operating system's own, on a file that
 * SQLite holds open, so it ends with the process however the process ends. Throws a
 * ConfigurationError when somebody else has it or the directory cannot be written.
 */
export function lockDirectory(directory: string): { release(): void } {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const database = openLock(directory);
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      throw error;
    }
    return { release: () => database.close() };
  } catch (error) {
    throw new ConfigurationError('Where lastgood keeps its state', [describe(directory, error)]);
  }
}

/** True while another process has taken the directory. Throws a ConfigurationError as above. */
export function isLocked(directory: string): boolean {
  const database = openLock(directory);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw new ConfigurationError('Where lastgood keeps its state', [describe(directory, error)]);
  } finally {
    database.close();
  }
}

/** Loaded where it is needed: Node 22 warns whoever loads it, and most commands lock nothing. */
function openLock(directory: string) {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  return new DatabaseSync(join(directory, 'lock'));
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

/** SQLite's result code when another connection holds the lock. */
const sqliteBusy = 5;

function describe(directory: string, error: unknown): string {
  if (isBusy(error)) return `another lastgood is running on ${directory}; stop it first`;
  const why = error instanceof Error ? error.message : String(error);
  return `${directory} cannot be written (${why}); check who owns it and that the disk is not full`;
}
