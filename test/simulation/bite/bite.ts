/** Plants a fault in a copy of the project, simulates it, and tells which law has noticed. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Found } from '../totals.ts';
import type { Edit, PlantedFault } from './fault.ts';

/** The project's directory. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
const copied = [
  'lib',
  'test/simulation',
  'test/small-worlds',
  'test/core/fixtures.ts',
  'package.json',
];

export type Bitten = {
  readonly fault: PlantedFault;
  /** The first violation found; null: nothing noticed the fault. */
  readonly found: Found | null;
  /** True when one of the laws that ought to notice did. */
  readonly caught: boolean;
  /** Processor time that it took to get there. */
  readonly cpuMs: number;
};

export type Effort = { readonly seed: number; readonly worlds: number };

export function bite(fault: PlantedFault, effort: Effort): Promise<Bitten> {
  return inPlantedCopy(fault, async (directory) => {
    const { found, cpuMs } = await simulate(directory, fault, effort);
    const caught = found.find(({ violation }) => fault.laws.includes(violation.invariant));
    return { fault, found: caught ?? found[0] ?? null, caught: caught !== undefined, cpuMs };
  });
}

/** Works in a copy of the project that has the fault. */
export async function inPlantedCopy<T>(
  fault: PlantedFault,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-bite-'));
  try {
    for (const path of copied)
      await cp(join(root, path), join(directory, path), { recursive: true });
    await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
    for (const edit of fault.edits) await apply(directory, edit);
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function apply(directory: string, edit: Edit): Promise<void> {
  await writeFile(join(directory, edit.file), await edited(directory, edit));
}

/** The file's text after the edit. Throws when the code has moved on and the edit does not fit. */
export async function edited(directory: string, { file, find, put }: Edit): Promise<string> {
  const text = await readFile(join(directory, file), 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) {
    throw new Error(`${file} holds ${JSON.stringify(find)} ${times} times, not once`);
  }
  return text.replace(find, () => put);
}

type Simulated = { readonly found: readonly Found[]; readonly cpuMs: number };

/** On one thread, and no further than to the first world in which one of its laws is broken. */
function simulate(
  directory: string,
  { laws }: PlantedFault,
  { seed, worlds }: Effort,
): Promise<Simulated> {
  const script = join(directory, 'test/simulation/run.ts');
  const range = ['--seed', `${seed}`, '--worlds', `${worlds}`];
  const asked = [script, '--json', '--threads', '1', '--until', laws.join(), ...range];
  return new Promise((done, fail) => {
    execFile(process.execPath, asked, { maxBuffer: 1 << 26 }, (error, out, complaints) => {
      try {
        done(JSON.parse(out) as Simulated);
      } catch {
        fail(new Error(`the simulation broke: ${complaints}`, { cause: error }));
      }
    });
  });
}
