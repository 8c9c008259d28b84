// Loads the project's modules as often as asked, each time anew; libraries are loaded once.

import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';

const standIns: Readonly<Record<string, string>> = {
  vitest: new URL('words.ts', import.meta.url).href,
  'fast-check': new URL('few-runs.ts', import.meta.url).href,
};
const sources = new Map<string, string>();

let root = '';
let generation = 0;

/** From now on the modules under a directory are loaded through here. Call it once. */
export function loadAnewUnder(directory: string): void {
  root = pathToFileURL(`${directory}/`).href;
  registerHooks({ resolve: resolveAnew, load: loadOnce });
}

/** All that was loaded is forgotten: what is loaded next starts afresh. */
export function forgetModules(): void {
  generation += 1;
}

/** Loads a module of this generation. */
export async function loadModule(path: string): Promise<unknown> {
  return import(`${pathToFileURL(path).href}?generation=${generation}`);
}

const resolveAnew: NonNullable<Parameters<typeof registerHooks>[0]['resolve']> = (
  specifier,
  context,
  next,
) => {
  const ours = context.parentURL?.startsWith(root) === true;
  const standIn = ours ? standIns[specifier] : undefined;
  if (standIn !== undefined) return { url: standIn, shortCircuit: true };
  const found = next(specifier, context);
  if (!ours || !found.url.startsWith(root) || !found.url.endsWith('.ts')) return found;
  return { ...found, url: `${found.url}?generation=${generation}` };
};

/** Reading a file and stripping its types is most of the work: it is done once a process. */
const loadOnce: NonNullable<Parameters<typeof registerHooks>[0]['load']> = (url, context, next) => {
  const [file = ''] = url.split('?generation=');
  if (!url.startsWith(root) || file === url) return next(url, context);
  let source = sources.get(file);
  if (source === undefined) {
    source = stripTypeScriptTypes(readFileSync(new URL(file), 'utf8'));
    sources.set(file, source);
  }
  return { format: 'module', source, shortCircuit: true };
};
