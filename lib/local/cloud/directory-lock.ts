import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../../core/configuration-error.ts';

/**
 * Takes a directory for this process alone, and makes it if it is not there: two monitors on one
 * state would each undo what the other did. The lock is the operating system's own, on a file that
 * SQLite holds open, so it ends with the process however the process ends. Throws a
 * ConfigurationError when somebody else has it or the directory cannot be written.
 */
export function lockDirectory(directory: string): { release(): void } {
  const database = take(directory);
  if (database === null) {
    throw refused(`another lastgood is running on ${directory}; stop it first`);
  }
  return { release: () => database.close() };
}

/** True while another process has taken the directory. Throws a ConfigurationError as above. */
export function isLocked(directory: string): boolean {
  const database = take(directory);
  database?.close();
  return database === null;
}

/** null: another process has it. */
function take(directory: string) {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // SQLite takes its lock on a read-only file system too.
    accessSync(directory, constants.W_OK);
    const database = openLock(directory);
    try {
      database.exec('BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      database.close();
      if (resultOf(error) === sqliteBusy) return null;
      throw error;
    }
  } catch (error) {
    throw refused(describe(directory, error));
  }
}

/** Loaded where it is needed: Node 22 warns whoever loads it, and most commands lock nothing. */
function openLock(directory: string) {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  return new DatabaseSync(join(directory, lockFile));
}

const lockFile = 'lock';

function resultOf(error: unknown): unknown {
  return error instanceof Error && 'errcode' in error ? error.errcode : null;
}

/** SQLite's result codes: another connection holds the lock, and what is there is no database. */
const sqliteBusy = 5;
const sqliteNotADatabase = 26;

function describe(directory: string, error: unknown): string {
  if (resultOf(error) === sqliteNotADatabase) {
    return `${join(directory, lockFile)} is damaged; remove that file while no lastgood runs there`;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
    return `${directory} is no directory; move what is there away`;
  }
  const why = error instanceof Error ? error.message : String(error);
  const check = 'check who owns it, and whether the disk is full or read-only';
  return `${directory} cannot be written (${why}); ${check}`;
}

function refused(why: string): ConfigurationError {
  return new ConfigurationError('Where lastgood keeps its state', [why]);
}
