/**
 * The known word that an unknown one was most likely meant to be; null: none is near enough.
 * Case, dashes and underscores count for nothing, then at most one slip in three letters.
 */
export function didYouMean(word: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let slipsMin = Math.floor(Math.max(word.length, 3) / 3) + 1;
  for (const candidate of known) {
    const slips = slipsBetween(plain(word), plain(candidate), slipsMin);
    if (slips < slipsMin) {
      slipsMin = slips;
      nearest = candidate;
    }
  }
  return nearest;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '');
}

/**
 * Letters left out, put in, changed or swapped with the next one (Damerau and Levenshtein, in the
 * form of optimal string alignment). Answers `enough` as soon as it cannot be fewer.
 */
function slipsBetween(a: string, b: string, enough: number): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const changed = at(last, column - 1) + (same ? 0 : 1);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? at(beforeLast, column - 2) + 1 : enough;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, changed, swap));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
