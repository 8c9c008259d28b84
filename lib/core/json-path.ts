/** A path into a JSON document, taken apart: names of object members and indexes of arrays. */
export type JsonPath = readonly (string | number)[];

/**
 * Takes a path apart: dotted names and `[n]` indexes, names with dots quoted as `["a.b"]`, with or
 * without a leading `$.`; `$` alone is the whole document. Answers null for anything else, so that
 * a path which cannot be read is refused at start instead of being never found.
 */
export function parseJsonPath(path: string): JsonPath | null {
  const steps: (string | number)[] = [];
  let rest = path.trim().replace(/^\$(?=$|[.[])/, '');
  let first = rest === path.trim();
  if (rest === '') return first ? null : [];
  while (rest !== '') {
    const step = readStep(rest, first);
    if (step === null) return null;
    steps.push(step.value);
    rest = rest.slice(step.length);
    first = false;
  }
  return steps;
}

/** What stands at a path; `found` is false where any part of it is missing. */
export function readJsonPath(
  document: unknown,
  path: JsonPath,
): { readonly found: true; readonly value: unknown } | { readonly found: false } {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return { found: false };
    // An index is for arrays and a name for objects: `length` of an array is not in the document.
    if (Array.isArray(value) !== (typeof step === 'number')) return { found: false };
    if (!Object.hasOwn(value, step)) return { found: false };
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return { found: true, value };
}

type Step = { readonly value: string | number; readonly length: number };

function readStep(rest: string, first: boolean): Step | null {
  const [bracket, index, quoted] = /^\[(?:(\d{1,9})|("(?:[^"\\]|\\.)*"))\]/.exec(rest) ?? [];
  if (bracket !== undefined) {
    const value = index === undefined ? unquote(quoted ?? '') : Number(index);
    return value === null ? null : { value, length: bracket.length };
  }
  const name = (first ? /^([^.[\]"]+)/ : /^\.([^.[\]"]+)/).exec(rest)?.[1];
  if (name === undefined) return null;
  return { value: name, length: name.length + (first ? 0 : 1) };
}

function unquote(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}
