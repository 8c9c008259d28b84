import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Code to deploy: files by relative path and a Procfile's text, or a directory that holds a
 * Procfile.
 */
export type Source =
  | { readonly files: Readonly<Record<string, string>>; readonly procfile: string }
  | { readonly directory: string };

/** Built code: what a release points at. */
export type Slug = {
  readonly id: string;
  readonly commit: string;
  readonly commitDescription: string;
  /** The Procfile: command by process type. */
  readonly processTypes: Readonly<Record<string, string>>;
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/**
 * Copies the source into a directory of its own below `parent`, so that later edits do not reach
 * it.
 */
export async function buildSlug(
  source: Source,
  parent: string,
  about: { readonly commit?: string | undefined; readonly createdAt: number },
): Promise<Slug> {
  const id = randomUUID();
  const directory = join(parent, id);
  await mkdir(directory, { recursive: true });
  if ('directory' in source) await cp(source.directory, directory, { recursive: true });
  else await writeFiles(directory, { ...source.files, Procfile: source.procfile });
  const procfile = await readFile(join(directory, 'Procfile'), 'utf8').catch(() => '');
  const commit = about.commit ?? randomBytes(20).toString('hex');
  return {
    id,
    commit,
    commitDescription: `  * ${commit.slice(0, 8)}`,
    processTypes: parseProcfile(procfile),
    directory,
    createdAt: about.createdAt,
  };
}

/** One `type: command` a line; anything else is no process type, as at Heroku. */
function parseProcfile(text: string): Readonly<Record<string, string>> {
  const types: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^([A-Za-z0-9_-]+):\s*(\S.*)$/.exec(line);
    if (match?.[1] && match[2]) types[match[1]] = match[2].trim();
  }
  return types;
}

async function writeFiles(directory: string, files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
