/**
 * Where the embedded table of a running lastgood answers, in a file beside its state: so that
 * `explain`, `pause` and `resume` work on the very table of the process that holds the directory.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const address = v.object({ port: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/**
 * Says it; `forget` takes it back. The port is on loopback, and the directory and the file are the
 * user's own, but whoever works on this machine can find an open port: the embedded table asks
 * nobody who he is.
 */
export function publishTableAddress(directory: string, port: number): { forget(): void } {
  const path = fileIn(directory);
  writeFileSync(path, JSON.stringify({ port }), { mode: 0o600 });
  return { forget: () => rmSync(path, { force: true }) };
}

/** What a process that was killed has left behind is no address any more. */
export function forgetTableAddress(directory: string): void {
  rmSync(fileIn(directory), { force: true });
}

/** The port; null: nobody says one (yet). */
export function readTableAddress(directory: string): number | null {
  try {
    const parsed = v.safeParse(address, JSON.parse(readFileSync(fileIn(directory), 'utf8')));
    return parsed.success ? parsed.output.port : null;
  } catch {
    return null;
  }
}

function fileIn(directory: string): string {
  return join(directory, 'table.json');
}
