/** A directory with an apps.yml and what lastgood remembers there, for commands that read it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createStore, type Store } from '../../lib/adapters/dynamodb.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { main } from '../../lib/cli/main.ts';
import type { HistoryEntry } from '../../lib/core/history.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { keepHistory } from '../../lib/reconcile/keep-history.ts';
import { dawn, hour } from '../core/fixtures.ts';
import { fakeTerminal } from './fake-terminal.ts';

export type Remembered = {
  readonly config: string;
  /** Works on the table as a lastgood does that is running, and leaves it running if so told. */
  withRunning<T>(work: (store: Store) => Promise<T>): Promise<T>;
  keep(entries: readonly HistoryEntry[]): Promise<void>;
  run(words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }>;
};

/** Makes the directory; it is gone when the test ends. */
export async function remembering(): Promise<Remembered> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const config = join(directory, 'apps.yml');
  await writeFile(
    config,
    'apps:\n  shop: { health: https://shop.example/health, checkstring: ok }\n',
  );
  await mkdir(join(directory, '.lastgood'));
  const withRunning: Remembered['withRunning'] = async (work) => {
    const use = { table: null, queueUrl: null, topicArn: null };
    const cloud = await startCloud({ directory: join(directory, '.lastgood'), use });
    try {
      return await work(createStore({ table: cloud.table.name, aws: cloud.table.aws }));
    } finally {
      await cloud.close();
    }
  };
  return {
    config,
    withRunning,
    keep: (entries) =>
      withRunning(async (store) => {
        const log = createLog(() => {});
        for (const entry of entries) {
          if (!(await keepHistory({ store, log }, entry))) throw new Error('not kept');
        }
      }),
    run: async (words) => {
      const clock = { ...systemClock, now: () => dawn + 24 * hour };
      const { context, written } = fakeTerminal({ clock });
      const code = await main([...words, '--config', config], {
        ...context,
        stopSignal: () => new AbortController().signal,
        columns: () => 100,
      });
      return { code, ...written };
    },
  };
}
