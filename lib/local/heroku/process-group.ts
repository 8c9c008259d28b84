// One command in a process group of its own, which never outlives this process.

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Environment } from './environment.ts';

/** What is started, where, and who hears what it prints. */
export type ProcessRequest = {
  readonly command: string;
  readonly directory: string;
  readonly environment: Environment;
  readonly onLine: (line: string) => void;
};

/** A running command with all its children. */
export type ProcessGroup = {
  /** Process id of the shell, and id of its group. */
  readonly pid: number | null;
  /** The exit status as a shell tells it, for example 137 after SIGKILL; never rejects. */
  readonly ended: Promise<number>;
  /**
   * SIGTERM to all, SIGKILL to those that are left after the grace. Resolves when nothing is left.
   */
  stop(graceMs: number): Promise<void>;
  /** SIGKILL to all. */
  kill(): void;
};

/**
 * A guard waits, inside the group, for the end of file of a pipe whose other end only we hold, and
 * then kills the group. So dynos end with us even when we are killed with SIGKILL and no handler of
 * ours can run. And because the guard stays in the group until we kill it, the group's id cannot be
 * given to strangers in between.
 */
const guardedShell = [
  `{ trap '' TERM; read -r _; kill -KILL 0; } <&3 >/dev/null 2>&1 &`,
  'exec 3<&-',
  'eval "$1"',
].join('\n');

/** Starts the command through `sh`, as Heroku starts a Procfile's line through a shell. */
export function startProcess(request: ProcessRequest): ProcessGroup {
  const child = spawn('sh', ['-c', guardedShell, 'sh', request.command], {
    cwd: request.directory,
    env: request.environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // The guard's end is cut when the group is killed: no trouble of anybody's.
  child.stdio[3]?.on('error', () => {});
  forwardLines(child.stdout, request.onLine);
  forwardLines(child.stderr, request.onLine);
  let isStopping = false;
  let isGone = false;
  const kill = () => {
    // Once the group is gone, its number may be somebody else's.
    if (!isGone) signalGroup(child, 'SIGKILL');
  };
  child.once('exit', () => {
    // What the shell left behind ends with it, unless it is just shutting down in good order.
    if (!isStopping) kill();
  });
  const ended = untilEnded(child, request.onLine).finally(() => {
    kill();
    isGone = true;
  });

  async function stop(graceMs: number): Promise<void> {
    isStopping = true;
    if (!isGone) signalGroup(child, 'SIGTERM');
    const timer = setTimeout(kill, graceMs);
    await ended;
    clearTimeout(timer);
  }
  return { pid: child.pid ?? null, ended, stop, kill };
}

function forwardLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', onLine);
}

/**
 * The shell has exited and nobody holds its output any more. (The child's own `close` event would
 * also wait for the guard's pipe, which only ends with the guard.)
 */
async function untilEnded(child: ChildProcess, onLine: (line: string) => void): Promise<number> {
  const outputs = [child.stdout, child.stderr].map((stream) => untilClosed(stream));
  const exitStatus = await new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? shellStatus(signal)));
    child.once('error', (error) => {
      onLine(`sh: ${error.message}`);
      resolve(127);
    });
  });
  await Promise.all(outputs);
  return exitStatus;
}

function shellStatus(signal: NodeJS.Signals | null): number {
  return 128 + (signal ? constants.signals[signal] : 0);
}

function untilClosed(stream: Readable | null): Promise<void> {
  return new Promise((resolve) => {
    if (stream) stream.once('close', resolve);
    else resolve();
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left: that is what was wanted.
  }
}
