// What a test file of the core imports as vitest while mutants are tried: its own expect, and words
// that only note the tests, so that one process can load and run them again for every mutant.

import { expect } from 'vitest';

export { expect };

/** One test as its file has noted it. */
export type NotedTest = { readonly id: string; readonly run: () => unknown };

type Body = (...row: never[]) => unknown;
type Word = {
  (name: string, body: () => unknown): void;
  each(rows: readonly unknown[]): (name: string, body: Body) => void;
};

let noted: NotedTest[] = [];
let names: string[] = [];

/** Loads one file of tests and returns what it has noted. Throws what loading throws. */
export async function noteTests(file: string, load: () => Promise<unknown>): Promise<NotedTest[]> {
  noted = [];
  names = [file];
  await load();
  return noted;
}

export const describe: Word = withEach((name, body) => {
  names.push(name);
  body();
  names.pop();
});

export const test: Word = withEach((name, body) => {
  const id = [...names, name].join(' > ');
  const twins = noted.filter((other) => other.id === id || other.id.startsWith(`${id} (again `));
  noted.push({ id: twins.length === 0 ? id : `${id} (again ${twins.length})`, run: body });
});

/** Rows are spread only if all of them are arrays, as vitest does it. */
function withEach(word: (name: string, body: () => unknown) => void): Word {
  const each = (rows: readonly unknown[]) => (name: string, body: Body) => {
    const spread = rows.every((row) => Array.isArray(row));
    rows.forEach((row, index) => {
      const values = (spread ? row : [row]) as never[];
      word(`${name} [${index}]`, () => body(...values));
    });
  };
  return Object.assign(word, { each });
}
