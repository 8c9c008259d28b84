/** A thread that walks one plot after the other, as it is told. */
import { parentPort } from 'node:worker_threads';
import { explore } from './explore.ts';
import { plots } from './plots.ts';

/** Which plot, by its place in the list, and how much deeper than it says. */
export type Walk = { readonly index: number; readonly deeper: number };

parentPort?.on('message', async ({ index, deeper }: Walk) => {
  const plot = plots[index];
  if (plot === undefined) throw new Error(`there is no plot ${index}`);
  parentPort?.postMessage(await explore(plot, plot.depth + deeper));
});
