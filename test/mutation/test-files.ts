// Which files of tests judge a mutant, and in which order.

import { readdirSync } from 'node:fs';
import { posix } from 'node:path';

/** Thousands of random films each: what only they notice counts as unnoticed. */
const leftOut = [
  'test/core/checks-law.test.ts',
  'test/core/laws.test.ts',
  'test/core/metamorphic.test.ts',
  'test/core/pause-law.test.ts',
];

/** What apps.schema.json says of every key of apps.yml comes from the core. */
const beside = ['test/scripts/schema.test.ts'];

/** Every file of tests of the core, in the order of their paths, from the directory of the run. */
export function testFiles(): string[] {
  return filesIn('test/core')
    .filter((path) => path.endsWith('.test.ts') && !leftOut.includes(path))
    .concat(beside);
}

/** What files of tests import of ours: the core, and their helpers. */
export function sharedFiles(): string[] {
  return [...filesIn('lib/core'), ...filesIn('test/core')].filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
  );
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(directory, path.replaceAll('\\', '/')))
    .sort();
}

/** The files that hold wanted tests, those that mirror the mutated file first. */
export function nearestFirst(mutated: string, wanted?: ReadonlySet<string>): string[] {
  const [, stem = ''] = /lib\/(core\/.*)\.ts$/.exec(mutated) ?? [];
  const files = wanted && new Set([...wanted].map((id) => id.split(' > ', 1)[0]));
  return testFiles()
    .filter((file) => files?.has(file) ?? true)
    .map((file) => ({ file, distance: distance(file, stem) }))
    .sort((one, other) => one.distance - other.distance)
    .map(({ file }) => file);
}

function distance(file: string, stem: string): number {
  const mirrored = file.slice('test/'.length, -'.test.ts'.length);
  if (mirrored === stem) return 0;
  if (mirrored.startsWith(`${stem}/`) || stem.startsWith(`${mirrored}/`)) return 1;
  return posix.dirname(mirrored) === posix.dirname(stem) ? 2 : 3;
}
