import { posix } from 'node:path';
import { Visitor } from 'rolldown/utils';
import type { Source } from './sources.ts';

/** One mention of another module. */
export type Import = { readonly line: number; readonly specifier: string };

/** Everything that a file imports, types and `new URL('./file', import.meta.url)` included. */
export function importsOf({ program, lineOf }: Source): Import[] {
  const found: Import[] = [];
  const add = (node: unknown, start: number): void => {
    const isLiteral = typeof node === 'object' && node !== null && 'value' in node;
    if (isLiteral) found.push({ line: lineOf(start), specifier: String(node.value) });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.start),
    ExportNamedDeclaration: (node) => add(node.source, node.start),
    ExportAllDeclaration: (node) => add(node.source, node.start),
    ImportExpression: (node) => add(node.source, node.start),
    TSImportType: (node) => add(node.source, node.start),
    NewExpression: (node) => {
      const isFile = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      if (isFile && node.arguments.length === 2) add(node.arguments[0], node.start);
    },
  }).visit(program);
  return found;
}

/** The path from the project's root of what a file imports; null: it is not a file of ours. */
export function targetOf({ path }: Source, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
}
