/** One thread of a run: plays its share of the worlds and hands the sums back. */
import { parentPort, workerData } from 'node:worker_threads';
import { playRange, type Range, type Totals } from './totals.ts';

const { seed, from, to, until } = workerData as Range & { readonly until: readonly string[] };
const goOn = ({ found }: Totals) =>
  !found.some(({ violation }) => until.includes(violation.invariant));
const portion = 50;
for (let at = from; at < to; at += portion) {
  const range = { seed, from: at, to: Math.min(at + portion, to) };
  const totals = await playRange(range, { goOn });
  parentPort?.postMessage(totals);
  if (!goOn(totals)) break;
}
