// Where the clock, chance and the environment may be reached for.

import { Visitor } from 'rolldown/utils';
import { importsOf } from './imports.ts';
import type { Source } from './sources.ts';

/** One use of something global: `Date.now`, `setTimeout()`, `new Date()`. */
type Use = { readonly name: string; readonly line: number };

/** lib/local emulates a world and may keep time of its own; people wait at a command. */
const ownTime = /^(bin|bench|scripts|test|lib\/local|lib\/cli)\//;
const clockFile = 'lib/adapters/clock.ts';
const timeNames = new Set([
  'Date()',
  'Date.now',
  'new Date()',
  'performance.now',
  'process.hrtime',
  'setImmediate()',
  'setInterval()',
  'setTimeout()',
]);

/** Uses of the machine's clock and timers outside of the one file that has them. */
export function clockUses(sources: readonly Source[]): string[] {
  const told = sources.filter(({ path }) => !ownTime.test(path) && path !== clockFile);
  return told.flatMap((source) => {
    const timers = importsOf(source).filter(({ specifier }) => specifier.includes('node:timers'));
    return [
      ...usesIn(source).filter(({ name }) => timeNames.has(name)),
      ...timers.map(({ line }) => ({ name: 'node:timers', line })),
    ].map(({ name, line }) => `${source.path}:${line} ${name}; take a Clock as an argument`);
  });
}

/** Where identities are made: of an incident, of a writer to the table; and the emulated world. */
const chanceFiles = new RegExp(
  '^(functions/wire(-deploys)?\\.ts|lib/adapters/dynamodb\\.ts|' +
    '(bin|bench|scripts|test|lib/local)/.*)$',
);
const chanceNames = new Set([
  'Math.random',
  'crypto.getRandomValues',
  'crypto.randomBytes',
  'crypto.randomInt',
  'crypto.randomUUID',
  'getRandomValues',
  'randomBytes',
  'randomInt',
  'randomUUID',
]);

/** Chance outside of where identities are made: what it decides cannot be tested. */
export function chanceUses(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !chanceFiles.test(path))
    .flatMap((source) =>
      [...usesIn(source), ...importedNames(source)]
        .filter(({ name }) => chanceNames.has(name))
        .map(({ name, line }) => `${source.path}:${line} ${name}; use world.identity`),
    );
}

/** The environment is read once; a command's entry and the tools on top may pass it on. */
const environmentFiles = /^(lib\/adapters\/settings\.ts|(bin|bench|scripts|test)\/.*)$/;

/** Uses of the environment outside of the one file that reads it. */
export function environmentUses(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => !environmentFiles.test(path))
    .flatMap((source) => {
      const imported = importsOf(source).some(({ specifier }) => specifier === 'node:process')
        ? importedNames(source)
        : [];
      return [...usesIn(source), ...imported]
        .filter(({ name }) => name === 'process.env' || name === 'env')
        .map(({ line }) => `${source.path}:${line} the environment; use lib/adapters/settings.ts`);
    });
}

function usesIn({ program, lineOf }: Source): Use[] {
  const uses: Use[] = [];
  const use = (name: string, { start }: { start: number }) =>
    uses.push({ name, line: lineOf(start) });
  new Visitor({
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      if (!node.computed) use(`${node.object.name}.${node.property.name}`, node);
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier') use(`${node.callee.name}()`, node);
    },
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier' || node.arguments.length > 0) return;
      use(`new ${node.callee.name}()`, node);
    },
    VariableDeclarator: (node) => {
      if (node.init?.type !== 'Identifier' || node.id.type !== 'ObjectPattern') return;
      for (const part of node.id.properties) {
        if (part.type !== 'Property' || part.key.type !== 'Identifier') continue;
        use(`${node.init.name}.${part.key.name}`, part);
      }
    },
  }).visit(program);
  return uses;
}

function importedNames({ program, lineOf }: Source): Use[] {
  const names: Use[] = [];
  new Visitor({
    ImportSpecifier: (node) => {
      if (node.imported.type !== 'Identifier') return;
      names.push({ name: node.imported.name, line: lineOf(node.start) });
    },
  }).visit(program);
  return names;
}
