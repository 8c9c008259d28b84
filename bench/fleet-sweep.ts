// What a sweep over a large, healthy fleet costs: time, processor, memory, and calls to others.

import { startChild } from './child.ts';
import type { Origins, OriginsWanted } from './origins.ts';
import type { Fleet, Place } from './sweep/place.ts';
import type { OneSweep, Swept } from './sweep/sweeper.ts';

/** Sweeps over `apps` apps on `origins` origins, and what led to them. */
export type FleetSweep = {
  readonly apps: number;
  readonly origins: number;
  /** Sweeps until every app was steady; not measured. */
  readonly settlingSweeps: number;
  readonly sweeps: readonly OneSweep[];
  /** Of the sweeping process, which has swept and done nothing else. */
  readonly peakRssBytes: number;
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
      progress(`steady after ${settled.sweeps} sweeps; measuring ${sweeps} quiet ones`);
      const swept = await run<Swept>('sweep/sweeper.ts', { ...fleet, sweeps });
      return { apps, origins: count, settlingSweeps: settled.sweeps, ...swept };
    } finally {
      await surroundings.close();
    }
  } finally {
    await origins.close();
  }
}

/** A child that does one thing and is done. */
async function run<Message>(script: string, argument: unknown): Promise<Message> {
  const child = await startChild<Message>(script, argument);
  await child.close();
  return child.message;
}
