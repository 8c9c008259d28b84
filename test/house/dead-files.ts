import { Visitor } from 'rolldown/utils';
import { importsOf, targetOf } from './imports.ts';
import type { Source } from './sources.ts';

/** What is started from outside: the bundles of serverless.yml. */
const entries = new Set(
  ['sweep', 'watch', 'webhook', 'deploys'].map((name) => `functions/${name}.ts`),
);

/** Files of lib/ and functions/ that no entry needs. What only a test imports is dead too. */
export function deadFiles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const alive = new Set<string>();
  const waiting = sources.map(({ path }) => path).filter((path) => isRoot(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = byPath.get(path);
    if (source === undefined || alive.has(path)) continue;
    alive.add(path);
    waiting.push(...mentionsOf(source));
  }
  return sources
    .map(({ path }) => path)
    .filter((path) => /^(lib|functions)\//.test(path) && !alive.has(path))
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => `${path}:1 is needed by nothing that runs; delete it, or import it`);
}

/** What a file imports, and what it names to start it: from its own place or from the root. */
function mentionsOf(source: Source): string[] {
  const mentions: string[] = [];
  const add = (specifier: string): void => {
    mentions.push(targetOf(source, specifier) ?? specifier);
  };
  for (const { specifier } of importsOf(source)) add(specifier);
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string' && value.endsWith('.ts')) add(value);
    },
  }).visit(source.program);
  return mentions;
}

/** Scripts, the bench and the command's launcher are started by hand or by package.json. */
function isRoot(path: string): boolean {
  return entries.has(path) || /^(bin|bench|scripts)\//.test(path);
}
