/** Collects what arrives one by one, and lets a test wait for the next instead of sleeping. */
export function collect<T>() {
  const all: T[] = [];
  const waiting: (() => void)[] = [];
  return {
    all,
    add: (one: T): void => {
      all.push(one);
      for (const wake of waiting.splice(0)) wake();
    },
    /** Resolves when there are so many. */
    count: async (count: number): Promise<readonly T[]> => {
      while (all.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return all;
    },
  };
}
