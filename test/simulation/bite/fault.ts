/** One planted fault: what is changed in a copy of the project, and which law has to notice. */

export type PlantedFault = {
  readonly name: string;
  /** Any of them counts as caught. */
  readonly laws: readonly string[];
  readonly edits: readonly Edit[];
};

/** Text that stands in the file exactly once, and what takes its place. */
export type Edit = { readonly file: string; readonly find: string; readonly put: string };

/** A fault of one change. */
export function plant(
  name: string,
  laws: readonly string[],
  ...[file, find, put]: readonly [file: string, find: string, put: string]
): PlantedFault {
  return { name, laws, edits: [{ file, find, put }] };
}

/** A guard that is not asked any more. */
export function withoutGuard(name: string, laws: readonly string[], line: string): PlantedFault {
  return plant(`the guard "${name}" is deleted`, laws, 'lib/core/guards.ts', line, '');
}

/** A fault behind which a second defence stands: both are taken away. */
export function plantAll(
  name: string,
  laws: readonly string[],
  ...edits: readonly Edit[]
): PlantedFault {
  return { name, laws, edits };
}
