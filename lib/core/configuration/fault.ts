/** One thing that is wrong with a configuration file, and where. */
export type Fault = {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
  /** The keys from the top, with dots: `apps.shop.timeout`; empty: the file as a whole. */
  readonly path: string;
  /** What was expected and what came. */
  readonly message: string;
};

/** Writes a fault as one line that editors and terminals can jump to. */
export function formatFault(fault: Fault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  return fault.path === ''
    ? `${place}: ${fault.message}`
    : `${place} ${fault.path}: ${fault.message}`;
}

/** The keys from the top of the file to a value; a number is a place in a list. */
export type Path = readonly (string | number)[];

/** A fault before its place in the text is known. */
export type Complaint = {
  readonly path: Path;
  /** Whether the key itself is wrong, or what it holds. */
  readonly about: 'key' | 'value';
  readonly message: string;
  /** Characters from the beginning of the text, where the path alone would mislead. */
  readonly offset?: number;
};

/** Writes a path with dots, a place in a list in brackets: `apps.shop.status[1]`. */
export function formatPath(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

/** The same faults in the order of the file, each said once. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const unique = new Map(faults.map((fault) => [formatFault(fault), fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
