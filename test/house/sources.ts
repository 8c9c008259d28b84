// The project's own files as syntax trees, for the rules of the house.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { parseSync } from 'rolldown/utils';

const root = resolve(import.meta.dirname, '../..');

/** One source file, parsed. */
export type Source = {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: ReturnType<typeof parseSync>['program'];
  readonly comments: ReturnType<typeof parseSync>['comments'];
  /** The line of an offset, counted from 1. */
  lineOf(offset: number): number;
};

/** Parses a text as the file that stands at a path. Throws when it is no TypeScript. */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return { path, text, program, comments, lineOf };
}

/** Every TypeScript and JavaScript file of the project, in the order of their paths. */
export function readSources(): Source[] {
  return ['bin', 'bench', 'functions', 'lib', 'scripts', 'test']
    .flatMap(filesIn)
    .filter((path) => /\.(ts|js|mjs)$/.test(path))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Apps that the tests run as child processes are inputs, not code of the project. */
function filesIn(directory: string): string[] {
  try {
    return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(entry.parentPath.slice(root.length + 1), entry.name))
      .filter((path) => !path.startsWith('test/fixtures/'));
  } catch {
    return [];
  }
}
