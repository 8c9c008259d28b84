// What a sweep over a large, healthy fleet costs: time, processor, memory, and calls to others.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundling } from '../scripts/build.ts';
import { startChild } from './child.ts';
import type { Origins, OriginsWanted } from './origins.ts';
import type { Fleet, Place } from './sweep/place.ts';
import type { Swept, Task } from './sweep/sweeper.ts';

/** Sweeps over `apps` apps on `origins` origins, and what led to them. */
export type FleetSweep = {
  readonly apps: number;
  readonly origins: number;
  /** Sweeps until every app was steady; not measured. */
  readonly settlingSweeps: number;
  /** In a process that runs as the functions do on Lambda; it has swept and done nothing else. */
  readonly asDeployed: Swept;
  /** The same in a heap that leaves little garbage lying about: what a sweep needs. */
  readonly inSmallHeap: Swept;
};

type Size = { readonly apps: number; readonly origins: number; readonly sweeps: number };

/**
 * Measures quiet sweeps. Origins, Heroku and AWS's emulators, the settling and the sweeping have a
 * process each, so that time, processor and memory are the product's own.
 */
export async function measureFleetSweep(
  { apps, origins: count, sweeps }: Size,
  progress: (line: string) => void,
): Promise<FleetSweep> {
  const wanted: OriginsWanted = { count, secure: false };
  const origins = await startChild<Origins>('origins.ts', wanted);
  try {
    const surroundings = await startChild<Place>('sweep/surroundings.ts', { apps });
    try {
      const fleet: Fleet = { place: surroundings.message, urls: origins.message.urls, apps };
      progress(`sweeping ${apps} new apps until they are steady (not measured)`);
      const settled = await run<{ sweeps: number }>('sweep/settle.ts', fleet);
      progress(`steady after ${settled.sweeps} sweeps; measuring ${sweeps} quiet ones, twice`);
      const measured = await measureSweeps({ ...fleet, sweeps });
      return { apps, origins: count, settlingSweeps: settled.sweeps, ...measured };
    } finally {
      await surroundings.close();
    }
  } finally {
    await origins.close();
  }
}

/**
 * What Lambda's runtime tells V8 in a function of 512 MB (its bootstrap script): a twentieth for
 * each semi-space, nine tenths for the old space. Left to itself V8 asks the machine, and on one
 * with much memory it lets garbage lie for long.
 */
const asOnLambda = ['--max-semi-space-size=25', '--max-old-space-size=461'];
const smallHeap = ['--max-semi-space-size=4', '--max-old-space-size=64'];

/** Bundled as the functions are: Node's stripping of types alone takes 30 MiB. */
async function measureSweeps(task: Task): Promise<Pick<FleetSweep, 'asDeployed' | 'inSmallHeap'>> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-bench-'));
  try {
    const entryPoints = [join(import.meta.dirname, 'sweep/sweeper.ts')];
    await build({ ...bundling, entryPoints, outdir: directory });
    const file = join(directory, 'sweeper.cjs');
    const asDeployed = await run<Swept>(file, task, asOnLambda);
    const inSmallHeap = await run<Swept>(file, task, smallHeap);
    return { asDeployed, inSmallHeap };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** A child that does one thing and is done. */
async function run<Message>(
  script: string,
  argument: unknown,
  nodeFlags: readonly string[] = [],
): Promise<Message> {
  const child = await startChild<Message>(script, argument, nodeFlags);
  await child.close();
  return child.message;
}
