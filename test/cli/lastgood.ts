/** The command as a test starts it, and what of it is left. */
import { execFileSync } from 'node:child_process';
import { onTestFinished, vi } from 'vitest';
import { type Started, type StartOptions, spawnLastgood } from './spawn-lastgood.ts';

export { type Line, parse, type Started, type StartOptions } from './spawn-lastgood.ts';

/** Processes that start on a busy machine take many times as long as on one that is idle. */
vi.setConfig({ testTimeout: 90_000 });

/** Starts `lastgood` with these words; it is killed when the test ends before it does. */
export function startLastgood(words: readonly string[], options: StartOptions = {}): Started {
  const started = spawnLastgood(words, options);
  onTestFinished(() => {
    started.child.kill('SIGKILL');
  });
  return started;
}

/** Every process below this one at this moment. */
export function descendants(pid: number | undefined): readonly number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return pid === undefined ? [] : below(pid);
}

/** Those that still run; one that has ended may wait for its parent to hear of it. */
export function alive(pids: readonly number[]): readonly number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' });
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/));
  const running = new Set(
    rows.filter(([, state = 'Z']) => !state.startsWith('Z')).map(([pid]) => pid),
  );
  return pids.filter((pid) => running.has(String(pid)));
}
