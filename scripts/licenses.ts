// The licences of what is bundled into the npm package: most of them ask to be passed on with it.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/**
 * One text for all packages that these files (of esbuild's metafile, relative to `root`) are from,
 * sorted by name; packages with the same licence, word for word, share it. Throws by name where a
 * package has no licence with it and says none.
 */
export async function licensesOf(files: readonly string[], root: string): Promise<string> {
  const directories = new Set(files.flatMap((file) => packageOf.exec(file)?.[1] ?? []));
  const sharing = new Map<string, string[]>();
  for (const directory of [...directories].toSorted()) {
    const { name, text } = await licenseOf(join(root, directory));
    sharing.set(text, [...(sharing.get(text) ?? []), name]);
  }
  const parts = [...sharing].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** The innermost package, where one stands within another. */
const packageOf = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

type Manifest = v.InferOutput<typeof manifestShape>;
const manifestShape = v.object({
  name: v.string(),
  version: v.string(),
  license: v.optional(v.string()),
  repository: v.optional(v.union([v.string(), v.object({ url: v.string() })])),
  homepage: v.optional(v.string()),
});

async function licenseOf(directory: string): Promise<{ name: string; text: string }> {
  const manifest = await readFile(join(directory, 'package.json'), 'utf8');
  const said = v.parse(v.pipe(v.string(), v.parseJson(), manifestShape), manifest);
  const { name, version, license } = said;
  const files = (await readdir(directory)).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = await Promise.all(
    files.toSorted().map((file) => readFile(join(directory, file), 'utf8')),
  );
  const text = texts.map((one) => one.trim()).join('\n\n');
  if (text === '' && license === undefined) throw new Error(`${directory} says no licence`);
  return { name: `${name} ${version}`, text: text === '' ? placeOf(said) : text };
}

/** Of a package that brings no text of its licence: which it is, and where it can be read. */
function placeOf({ name, license, repository, homepage }: Manifest): string {
  const url = typeof repository === 'object' ? repository.url : repository;
  const place = url?.replace(/^git\+/, '').replace(/\.git$/, '') ?? homepage;
  if (place === undefined) throw new Error(`${name} says neither its licence nor where it is`);
  return `Licence: ${license}; the package brings no text of it, which is at ${place}`;
}
