/** What a row of figures comes to. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/** Lowest, middle and highest of a row. Throws on an empty one: nothing was measured. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((left, right) => left - right);
  const [min] = sorted;
  const max = sorted.at(-1);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  if (min === undefined || max === undefined || low === undefined || high === undefined) {
    throw new RangeError('The spread of no figures at all: nothing was measured.');
  }
  return { min, median: (low + high) / 2, max };
}

/** One row combined with another, figure by figure: what was measured side by side. */
export function pairwise(
  left: readonly number[],
  right: readonly number[],
  combine: (left: number, right: number) => number,
): number[] {
  return left.flatMap((figure, index) => {
    const other = right[index];
    return other === undefined ? [] : [combine(figure, other)];
  });
}
