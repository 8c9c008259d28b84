// How long a file, a function and a line may be.

import { Visitor } from 'rolldown/utils';
import type { Source } from './sources.ts';

const fileLinesMax = 200;
const functionLinesMax = 70;
const columnsMax = 100;
const title = /^ *(test|describe)\(['"]/;

/** Files that are too long to be read in one go. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    if (lines <= fileLinesMax) return [];
    return [`${path}:${lines} has ${lines} lines, ${fileLinesMax} are allowed; split it in two`];
  });
}

/** Functions that do not fit on a screen. What `describe` is given is a list, not a function. */
export function longFunctions(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const lists = describedIn(source);
    return functionsIn(source)
      .filter(({ start }) => !lists.has(start))
      .map(({ start, end }) => [source.lineOf(start), source.lineOf(end)] as const)
      .map(([first, last]) => ({ first, lines: last - first + 1 }))
      .filter(({ lines }) => lines > functionLinesMax)
      .map(
        ({ first, lines }) =>
          `${source.path}:${first} has ${lines} lines, ${functionLinesMax} are allowed; ` +
          'give a part of it a name',
      );
  });
}

/**
 * Lines that two windows beside each other do not show. A test's title is a sentence that no
 * formatter wraps: what matters of it stands at its beginning.
 */
export function longLines(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const columns = [...line].length;
      if (columns <= columnsMax || title.test(line)) return [];
      return [`${path}:${index + 1} has ${columns} columns, ${columnsMax} are allowed; wrap it`];
    }),
  );
}

type Span = { readonly start: number; readonly end: number };

function functionsIn({ program }: Source): Span[] {
  const spans: Span[] = [];
  const add = ({ start, end }: Span): void => {
    spans.push({ start, end });
  };
  new Visitor({
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(program);
  return spans;
}

function describedIn({ program, text }: Source): ReadonlySet<number> {
  const starts = new Set<number>();
  new Visitor({
    CallExpression: ({ callee, arguments: given }) => {
      if (!text.slice(callee.start, callee.end).startsWith('describe')) return;
      for (const { start } of given) starts.add(start);
    },
  }).visit(program);
  return starts;
}
