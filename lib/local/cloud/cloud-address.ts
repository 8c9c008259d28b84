/**
 * Where the embedded parts of a running lastgood answer, in a file beside its state: so that
 * `explain`, `pause` and `alert` work on the very table and topic of the process that holds the
 * directory.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const port = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)));
const address = v.object({ table: port, messaging: port });

/** The ports on loopback; null: that part is a real one. */
export type CloudAddress = v.InferOutput<typeof address>;

/**
 * Says it; `forget` takes it back. The ports are on loopback, and the directory and the file are
 * the user's own, but whoever works on this machine can find an open port: the embedded parts ask
 * nobody who he is.
 */
export function publishAddress(directory: string, at: CloudAddress): { forget(): void } {
  const path = fileIn(directory);
  writeFileSync(path, JSON.stringify(at), { mode: 0o600 });
  return { forget: () => rmSync(path, { force: true }) };
}

/** What a process that was killed has left behind is no address any more. */
export function forgetAddress(directory: string): void {
  rmSync(fileIn(directory), { force: true });
}

/** The address; both null: nobody says one (yet). */
export function readAddress(directory: string): CloudAddress {
  const nowhere = { table: null, messaging: null };
  try {
    const parsed = v.safeParse(address, JSON.parse(readFileSync(fileIn(directory), 'utf8')));
    return parsed.success ? parsed.output : nowhere;
  } catch {
    return nowhere;
  }
}

function fileIn(directory: string): string {
  return join(directory, 'cloud.json');
}
