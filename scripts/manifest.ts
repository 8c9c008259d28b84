// What package.json says while `npm pack` reads it: the command is one file, so nothing of what it
// was built from is installed with it. `publish` before (prepack), `restore` after (postpack).

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { emulators } from './build-command.ts';

const root = resolve(import.meta.dirname, '..');
const manifest = resolve(root, 'package.json');
const kept = resolve(root, 'dist/package.json.kept');

const shape = v.looseObject({ devDependencies: v.record(v.string(), v.string()) });

/** Writes the trimmed one, and keeps the other. An earlier run that was cut off is put right. */
export function publish(): void {
  if (existsSync(kept) && !isWhole(readFileSync(manifest, 'utf8'))) restore();
  const text = readFileSync(manifest, 'utf8');
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, text);
  writeFileSync(manifest, published(text));
}

/** Puts the whole one back. */
export function restore(): void {
  if (existsSync(kept)) renameSync(kept, manifest);
}

/** The package.json of the package. */
export function published(text: string): string {
  const whole = v.parse(v.pipe(v.string(), v.parseJson(), shape), text);
  const { devDependencies, dependencies: _d, scripts: _s, allowScripts: _a, ...rest } = whole;
  const optional = emulators.map((name) => [name, devDependencies[name] ?? '*'] as const);
  const trimmed = {
    ...rest,
    engines: { node: '>=22' },
    peerDependencies: Object.fromEntries(optional),
    peerDependenciesMeta: Object.fromEntries(
      emulators.map((name) => [name, { optional: true }] as const),
    ),
  };
  return `${JSON.stringify(trimmed, null, 2)}\n`;
}

function isWhole(text: string): boolean {
  return v.safeParse(v.pipe(v.string(), v.parseJson(), shape), text).success;
}

if (import.meta.main) {
  const [, , moment] = process.argv;
  if (moment === 'publish') publish();
  else if (moment === 'restore') restore();
  else throw new Error('expected publish or restore');
}
