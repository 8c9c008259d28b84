// Builds what is deployed: one self-contained file a function, and the configuration beside them.

import { access, copyFile, mkdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build as bundle, type Message, type Metafile } from 'esbuild';
import { loadConfiguration } from '../lib/adapters/configuration-file.ts';
import { processEnvironment } from '../lib/adapters/settings.ts';
import { leaveOut } from './leave-out.ts';

/** One bundle as it lies on the disk. */
export type Built = { readonly file: string; readonly bytes: number; readonly zippedBytes: number };

const root = resolve(import.meta.dirname, '..');
const functions = ['sweep', 'watch', 'webhook', 'deploys', 'dead-letters'] as const;

/**
 * Bundles the functions and copies the configuration into `directory` (default: dist).
 * Throws with all faults of the configuration before anything is written, and with esbuild's words
 * when a bundle cannot be made or would hold what must not be deployed.
 */
export async function build(options: BuildTo = {}): Promise<readonly Built[]> {
  const directory = options.directory ?? join(root, 'dist');
  const configuration = options.configuration ?? (await configurationFile());
  await loadConfiguration(configuration, processEnvironment());
  await mkdir(directory, { recursive: true });
  const { metafile, warnings } = await bundle({ ...bundling, outdir: directory });
  refuseWhatDoesNotBelong(metafile, warnings);
  await copyFile(configuration, join(directory, 'apps.yml'));
  return Promise.all(functions.map((name) => measure(join(directory, `${name}.cjs`))));
}

type BuildTo = { readonly directory?: string; readonly configuration?: string };

/**
 * CommonJS, because AWS's SDK and undici load faster so and undici cannot be bundled to ESM as it
 * is. `module` before `main`: a third less of the SDK. White space is left out, which loads a
 * little faster; names are kept, so that a stack trace still says where it was.
 */
export const bundling = {
  absWorkingDir: root,
  entryPoints: functions.map((name) => `functions/${name}.ts`),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  keepNames: true,
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'silent',
  plugins: [leaveOut()],
} satisfies BuildOptions;

async function configurationFile(): Promise<string> {
  const own = join(root, 'apps.yml');
  const isThere = await access(own).then(
    () => true,
    () => false,
  );
  if (isThere) return own;
  console.warn(
    'NOTE: there is no apps.yml, so apps.example.yml is packaged. ' +
      'Write your own before you deploy.',
  );
  return join(root, 'apps.example.yml');
}

/**
 * Nothing of one machine's, nothing that would have to be installed beside the file, and no
 * warning:
 * it is how esbuild says that a bundle will fail when it runs.
 */
function refuseWhatDoesNotBelong(
  { inputs, outputs }: Metafile,
  warnings: readonly Message[],
): void {
  const misplaced = Object.keys(inputs).filter((file) => /^lib\/(local|cli)\//.test(file));
  const loose = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external }) => external === true && !isBuiltin(path))
    .map(({ path }) => path);
  const faults = [
    ...misplaced.map((file) => `${file} is for one machine and is imported by a function`),
    ...loose.map((path) => `"${path}" is imported and not part of the bundle`),
    ...warnings.map(({ text, location }) => `${location?.file ?? 'esbuild'}: ${text}`),
  ];
  if (faults.length > 0) {
    throw new Error(`The bundles are not fit to deploy:\n  ${faults.join('\n  ')}`);
  }
}

async function measure(file: string): Promise<Built> {
  const content = await readFile(file);
  return { file, bytes: content.byteLength, zippedBytes: gzipSync(content).byteLength };
}

function describe({ file, bytes, zippedBytes }: Built): string {
  const kilobytes = (count: number): string => `${Math.ceil(count / 1024)} KiB`.padStart(9);
  return `${relative(root, file).padEnd(20)}${kilobytes(bytes)}${kilobytes(zippedBytes)} zipped`;
}

if (import.meta.main) {
  try {
    const bundles = await build();
    console.log(bundles.map(describe).join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
