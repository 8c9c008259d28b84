// What must not stand in a file, and what must.

import { Visitor } from 'rolldown/utils';
import type { Source } from './sources.ts';

/** `any` and `!`, which switch the type checker off. */
export function uncheckedTypes(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, program, lineOf }) => {
    const found: string[] = [];
    const add = (what: string, { start }: { start: number }) =>
      found.push(`${path}:${lineOf(start)} ${what}`);
    new Visitor({
      TSAnyKeyword: (node) => add('`any`; use unknown and parse it', node),
      TSNonNullExpression: (node) => add('`!`; handle the missing value', node),
    }).visit(program);
    return found;
  });
}

/** Work that was put off: an issue is the place for it. */
export function putOffWork(sources: readonly Source[]): string[] {
  const words = new RegExp(
    `\\b(${['TO', 'FIX'].map((head, at) => head + ['DO', 'ME'][at]).join('|')}|XXX)\\b`,
  );
  return sources.flatMap(({ path, comments, lineOf }) =>
    comments
      .filter(({ value }) => words.test(value))
      .map(({ start }) => `${path}:${lineOf(start)} work put off; do it, or open an issue`),
  );
}

/** Tests that are left out, or that leave all others out. */
export function leftOutTests(sources: readonly Source[]): string[] {
  const calls = new Set(['bench', 'describe', 'it', 'suite', 'test']);
  const left = new Set(['fails', 'only', 'skip', 'skipIf', 'runIf', 'todo']);
  return sources.flatMap(({ path, program, lineOf }) => {
    const found: string[] = [];
    new Visitor({
      MemberExpression: ({ object, property, start }) => {
        if (object.type !== 'Identifier' || property.type !== 'Identifier') return;
        if (!calls.has(object.name) || !left.has(property.name)) return;
        found.push(
          `${path}:${lineOf(start)} ${object.name}.${property.name}; let it run, or delete it`,
        );
      },
    }).visit(program);
    return found;
  });
}

/** Files of lib/ that say nothing of their duty: neither on top nor above their first export. */
export function silentFiles(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('lib/'))
    .filter((source) => !opensWithWords(source))
    .map(({ path }) => `${path}:1 has no comment on top or on its first export; say its duty`);
}

function opensWithWords({ text, program, comments }: Source): boolean {
  if (/^\s*\/[/*]/.test(text)) return true;
  const first = program.body.find(({ type }) => type.startsWith('Export'));
  return comments.some(
    ({ end }) =>
      first !== undefined && end <= first.start && text.slice(end, first.start).trim() === '',
  );
}
