// Builds the command as one file for the npm package: Node runs no TypeScript in node_modules.

import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { build as bundle, type Metafile } from 'esbuild';
import { leaveOut } from './leave-out.ts';
import { licensesOf } from './licenses.ts';

const root = resolve(import.meta.dirname, '..');

/**
 * The emulators of `start` and `drill` are not part of it: they hold native code and are of no use
 * to whoever verifies a deploy. Where they are missing, the command says what to install.
 */
export const emulators = ['dynalite', 'fauxqs'] as const;

/**
 * Bundles lib/cli into dist/lastgood.cjs, with the licences of what is in it beside it; answers its
 * size in bytes.
 */
export async function buildCommand(directory = join(root, 'dist')): Promise<number> {
  const outfile = join(directory, 'lastgood.cjs');
  const { metafile, warnings } = await bundle({
    absWorkingDir: root,
    entryPoints: ['lib/cli/launch.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    // undici cannot be bundled to ESM as it is.
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: [...emulators],
    define: { 'import.meta.resolve': 'resolveToUrl' },
    banner: { js: resolveToUrl },
    keepNames: true,
    legalComments: 'inline',
    metafile: true,
    logLevel: 'silent',
    plugins: [leaveOut({ credentials: 'all' })],
  });
  const faults = [...warnings.map(({ text }) => text), ...looseImports(metafile)];
  if (faults.length > 0)
    throw new Error(`The command cannot be bundled:\n  ${faults.join('\n  ')}`);
  const licenses = await licensesOf(Object.keys(metafile.inputs), root);
  await writeFile(join(directory, 'licenses.txt'), licenses);
  return (await readFile(outfile)).byteLength;
}

/** CommonJS has no import.meta. */
const resolveToUrl =
  'const resolveToUrl = (name) => require("node:url").pathToFileURL(require.resolve(name)).href;';

function looseImports({ outputs }: Metafile): string[] {
  const known = new Set<string>(emulators);
  return Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external }) => external === true && !isBuiltin(path) && !known.has(path))
    .map(({ path }) => `"${path}" is imported and not part of the bundle`);
}

if (import.meta.main) {
  const bytes = await buildCommand();
  console.error(`dist/lastgood.cjs: ${Math.ceil(bytes / 1024)} KiB`);
}
