/** One line of the closing table. */
export type Row = {
  readonly measure: string;
  readonly figure: string;
  /** null: there to be known, without an aim. */
  readonly aim: string | null;
  readonly met: boolean | null;
};

/** A row that is held against an aim: at most so much. */
export function rowWithin(
  measure: string,
  figure: string,
  { value, max, aim }: { readonly value: number; readonly max: number; readonly aim: string },
): Row {
  return { measure, figure, aim, met: value <= max };
}

/** A row that is only told. */
export function rowTold(measure: string, figure: string): Row {
  return { measure, figure, aim: null, met: null };
}

/** The rows as aligned columns, and how many aims were missed. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [
    ['measure', 'figure', 'aim', ''],
    ...rows.map(({ measure, figure, aim, met }) => [measure, figure, aim ?? '', verdict(met)]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  );
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', summary(rows)].join('\n');
}

function verdict(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'met' : 'MISSED';
}

function summary(rows: readonly Row[]): string {
  const missed = rows.filter(({ met }) => met === false);
  if (missed.length === 0) return 'Every aim is met.';
  return `MISSED: ${missed.map(({ measure }) => measure).join('; ')}.`;
}
