import pMap from 'p-map';

/** The CPU time, user and system, that this process spent on `work`, in milliseconds. */
export async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Does one thing so many times, a bounded number at once. */
export async function repeat(
  { times, atOnce }: { readonly times: number; readonly atOnce: number },
  one: () => Promise<void>,
): Promise<void> {
  await pMap(Array.from({ length: times }), one, { concurrency: atOnce });
}
