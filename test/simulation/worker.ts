/** One thread of a run: plays its share of the worlds and hands the sums back. */
import { parentPort, workerData } from 'node:worker_threads';
import { playRange, type Range, type Totals } from './totals.ts';

const { seed, from, to, first } = workerData as Range & { readonly first: boolean };
const goOn = ({ found }: Totals) => !first || found.length === 0;
const portion = 50;
for (let at = from; at < to; at += portion) {
  const range = { seed, from: at, to: Math.min(at + portion, to) };
  const totals = await playRange(range, { goOn });
  parentPort?.postMessage(totals);
  if (!goOn(totals)) break;
}
