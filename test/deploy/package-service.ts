import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../scripts/build.ts';
import { listZip } from './list-zip.ts';

const root = resolve(import.meta.dirname, '../..');

/** A CloudFormation template, as far as it is looked at. */
export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
};
export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Condition?: string;
};

export type Packaged = {
  readonly text: string;
  readonly template: Template;
  /** The names of the files in each zip, by the zip's name. */
  readonly zips: ReadonlyMap<string, readonly string[]>;
  readonly zipBytes: ReadonlyMap<string, number>;
};

/**
 * Builds and packages the service in a directory of its own, as `npm run package` does in place.
 */
export async function packageService(parameters: readonly string[] = []): Promise<Packaged> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-package-'));
  try {
    await cp(join(root, 'serverless.yml'), join(directory, 'serverless.yml'));
    await cp(join(root, 'deploy'), join(directory, 'deploy'), { recursive: true });
    const configuration = join(directory, 'apps.yml');
    await writeFile(configuration, 'apps:\n  shop: { health: /health, checkstring: ok }\n');
    await build({ directory: join(directory, 'dist'), configuration });
    await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/osls/bin/serverless.js'), 'package', ...parameters],
      // No AWS account, no home with a profile in it: packaging asks nobody.
      { cwd: directory, env: { PATH: process.env['PATH'], HOME: directory } },
    );
    return await readPackage(join(directory, '.serverless'));
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function readPackage(directory: string): Promise<Packaged> {
  const text = await readFile(join(directory, 'cloudformation-template-update-stack.json'), 'utf8');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.zip'));
  const zips = await Promise.all(
    names.map(async (name) => [name, await readFile(join(directory, name))] as const),
  );
  return {
    text,
    template: JSON.parse(text),
    zips: new Map(zips.map(([name, bytes]) => [name, listZip(bytes)])),
    zipBytes: new Map(zips.map(([name, bytes]) => [name, bytes.byteLength])),
  };
}
