/** Walks plots on several threads at once: each is taken by whoever is free, in their order. */
import { Worker } from 'node:worker_threads';
import type { Explored } from './explore.ts';
import type { Walk } from './walker.ts';

/**
 * Answers what the walks came to, in their order; `tell` hears of each as it ends. Where something
 * is found, the walks after it are given up: what comes first is what one thread would find.
 */
export async function walk(
  walks: readonly Walk[],
  threads: number,
  tell: (explored: Explored) => void,
): Promise<readonly Explored[]> {
  const done = new Map<number, Explored>();
  const running = new Map<number, Worker>();
  let next = 0;
  let end = walks.length;
  const work = async () => {
    const worker = new Worker(new URL('./walker.ts', import.meta.url));
    // Each walk listens for its own end.
    worker.setMaxListeners(2 * walks.length);
    for (let index = next; index < end; index = next) {
      next = index + 1;
      running.set(index, worker);
      const explored = await walkOne(worker, walks[index]);
      running.delete(index);
      if (explored === null) break;
      done.set(index, explored);
      tell(explored);
      if (explored.found === null) continue;
      end = Math.min(end, index + 1);
      for (const [later, other] of running) if (later > index) void other.terminate();
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: threads }, work));
  const inOrder = [...done].toSorted(([left], [right]) => left - right);
  return inOrder.map(([, explored]) => explored);
}

/** null: the walk was given up. */
function walkOne(worker: Worker, one: Walk | undefined): Promise<Explored | null> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
    worker.postMessage(one);
  });
}
