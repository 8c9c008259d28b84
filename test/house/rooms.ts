// Who may import whom: cli -> local -> functions -> sweep, watch -> reconcile -> adapters -> core.

import { importsOf, targetOf } from './imports.ts';
import type { Source } from './sources.ts';

/** From the lowest room to the highest; a file may import its own room and those below. */
const rooms: readonly (readonly [room: string, pattern: RegExp])[] = [
  ['core', /^lib\/core\//],
  ['adapters', /^lib\/adapters\//],
  ['reconcile', /^lib\/(reconcile|world)(\.ts$|\/)/],
  ['sweep, watch and deploys', /^lib\/(sweep|watch|deploys)(\.ts$|\/)/],
  ['functions', /^functions\//],
  ['local', /^lib\/local\//],
  ['cli', /^lib\/cli\//],
  ['the tools on top', /^(bin|bench|scripts|test)\//],
];

/** Pure libraries: no clock, no environment, no I/O. */
const coreLibraries = new Set(['node:crypto', 're2js', 'valibot', 'yaml']);

/** Imports that run up, or across to no room at all. */
export function upwardImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const own = roomOf(source.path);
    if (own < 0) return [`${source.path}:1 stands in no room; move it into one of lib/'s`];
    return importsOf(source).flatMap(({ line, specifier }) => {
      const target = targetOf(source, specifier);
      if (target === null || !/\.(ts|js|mjs)$/.test(target) || roomOf(target) <= own) return [];
      const names = `${nameOf(own)} imports ${target} of ${nameOf(roomOf(target))}`;
      return [`${source.path}:${line} ${names}; move what both need further down`];
    });
  });
}

/** Imports of the core that are neither core nor a pure library. */
export function impureCoreImports(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('lib/core/'))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ specifier }) => !specifier.startsWith('.') && !coreLibraries.has(specifier))
        .map(
          ({ line, specifier }) =>
            `${source.path}:${line} the core imports ${specifier}; do that in lib/adapters`,
        ),
    );
}

function roomOf(path: string): number {
  return rooms.findIndex(([, pattern]) => pattern.test(path));
}

function nameOf(room: number): string {
  return rooms[room]?.[0] ?? 'no room';
}
