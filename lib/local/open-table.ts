/**
 * The table, for a command that reads or changes what is remembered: the real one by its name, the
 * one in a directory, or, while lastgood is running on that directory, the one inside that process.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createStore, type Store } from '../adapters/dynamodb.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import { readAddress } from './cloud/cloud-address.ts';
import { isLocked, lockDirectory } from './cloud/directory-lock.ts';
import { embeddedAws } from './cloud/embedded-aws.ts';
import { embeddedTableName, startTable } from './cloud/table.ts';

/** An open table, and whose it is, in words. */
export type OpenTable = {
  readonly store: Store;
  readonly where: string;
  close(): Promise<void>;
};

/**
 * Opens it. Throws a ConfigurationError when nothing was ever kept there, when the directory cannot
 * be used, or when the lastgood that runs on it does not say (yet) where its table answers.
 */
export async function openTable({
  table,
  directory,
}: {
  readonly table: string | null;
  readonly directory: string;
}): Promise<OpenTable> {
  if (table !== null) {
    const store = createStore({ table, aws: {} });
    return { store, where: `the table ${table}`, close: async () => {} };
  }
  if (!existsSync(directory)) {
    throw new ConfigurationError('What lastgood remembers', [
      `there is no ${directory}: lastgood has not run here; start it, name another ` +
        'configuration by --config, or the table on AWS by LASTGOOD_TABLE',
    ]);
  }
  return isLocked(directory) ? openRunning(directory) : openClosed(directory);
}

async function openClosed(directory: string): Promise<OpenTable> {
  const lock = lockDirectory(directory);
  try {
    const table = await startTable(null, join(directory, 'dynamodb'));
    return {
      store: createStore({ table: table.name, aws: table.aws }),
      where: directory,
      close: async () => {
        await table.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openRunning(directory: string): OpenTable {
  const { table: port } = readAddress(directory);
  if (port === null) {
    throw new ConfigurationError('What lastgood remembers', [
      `another lastgood works on ${directory} and does not say where its table answers; ` +
        'try again in a moment, or stop it first',
    ]);
  }
  const store = createStore({ table: embeddedTableName, aws: embeddedAws(port) });
  const where = `${directory}, through the lastgood that is running on it`;
  return { store, where, close: async () => {} };
}
