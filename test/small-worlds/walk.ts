/** Walks plots on several threads at once: each is taken by whoever is free, in their order. */
import { Worker } from 'node:worker_threads';
import type { Explored } from './explore.ts';
import type { Walk } from './walker.ts';

/**
 * Answers what the walks came to, in their order; `tell` hears of each as it ends. Once something
 * was found no further plot is begun: what comes first in order is what one thread would find.
 */
export async function walk(
  walks: readonly Walk[],
  threads: number,
  tell: (explored: Explored) => void,
): Promise<readonly Explored[]> {
  const done: Explored[] = [];
  let next = 0;
  const work = async () => {
    const worker = new Worker(new URL('./walker.ts', import.meta.url));
    try {
      for (let index = next; walks[index] !== undefined; index = next) {
        next = index + 1;
        const explored = await walkOne(worker, walks[index] as Walk);
        done[index] = explored;
        tell(explored);
        if (explored.found !== null) next = walks.length;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, walks.length) }, work));
  return done.filter((explored) => explored !== undefined);
}

function walkOne(worker: Worker, one: Walk): Promise<Explored> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(one);
  });
}
