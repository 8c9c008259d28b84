import { importsOf, targetOf } from './imports.ts';
import type { Source } from './sources.ts';

/** What is started from outside: the bundles of serverless.yml. */
const entries = new Set(['functions/sweep.ts', 'functions/watch.ts', 'functions/webhook.ts']);

/** Files of lib/ and functions/ that no entry needs. What only a test imports is dead too. */
export function deadFiles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const alive = new Set<string>();
  const waiting = sources.map(({ path }) => path).filter((path) => isRoot(path));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = byPath.get(path);
    if (source === undefined || alive.has(path)) continue;
    alive.add(path);
    for (const { specifier } of importsOf(source)) {
      const target = targetOf(source, specifier);
      if (target !== null) waiting.push(target);
    }
  }
  return sources
    .map(({ path }) => path)
    .filter((path) => /^(lib|functions)\//.test(path) && !alive.has(path))
    .map((path) => `${path}:1 is needed by nothing that runs; delete it, or import it`);
}

/** Scripts, the bench and the command's launcher are started by hand or by package.json. */
function isRoot(path: string): boolean {
  return entries.has(path) || /^(bin|bench|scripts)\//.test(path);
}
