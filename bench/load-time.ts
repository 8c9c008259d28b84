// How much longer than an empty one a Node process lives that loads a bundle, from start to end.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pairwise, type Spread, spreadOf } from './statistics.ts';

/** Milliseconds from start to end of a process. */
export type LoadTime = {
  readonly bundle: string;
  readonly emptyMs: Spread;
  readonly loadedMs: Spread;
  /** Pair by pair: what loading adds. */
  readonly moreMs: Spread;
};

const bundles = ['sweep.cjs', 'watch.cjs', 'webhook.cjs', 'deploys.cjs'];
const dist = resolve(import.meta.dirname, '../dist');

/** Measures every bundle in dist/, each process fresh and beside an empty one. */
export async function measureLoadTimes(runs = 15): Promise<LoadTime[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-bench-'));
  try {
    const empty = join(directory, 'empty.cjs');
    await writeFile(empty, '');
    const times: LoadTime[] = [];
    for (const bundle of bundles) times.push(await compare(bundle, { empty, runs }));
    return times;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function compare(
  bundle: string,
  { empty, runs }: { readonly empty: string; readonly runs: number },
): Promise<LoadTime> {
  const file = join(dist, bundle);
  // The first one brings the files from the disk into memory.
  await lifeMs(empty);
  await lifeMs(file);
  const emptyMs: number[] = [];
  const loadedMs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    if (run % 2 === 0) emptyMs.push(await lifeMs(empty));
    loadedMs.push(await lifeMs(file));
    if (run % 2 === 1) emptyMs.push(await lifeMs(empty));
  }
  const moreMs = spreadOf(pairwise(loadedMs, emptyMs, (loaded, bare) => loaded - bare));
  return { bundle, emptyMs: spreadOf(emptyMs), loadedMs: spreadOf(loadedMs), moreMs };
}

async function lifeMs(file: string): Promise<number> {
  const beganAt = performance.now();
  await promisify(execFile)(process.execPath, [file], { timeout: 10_000 });
  return performance.now() - beganAt;
}
