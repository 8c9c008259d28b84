// The bench's own processes: what is measured and what serves it never share one.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running child and the one thing that it had to say. */
export type Child<Message> = {
  readonly message: Message;
  /** Lets it tidy up, and ends it in any case. */
  close(): Promise<void>;
};

/**
 * Starts a script of bench/ in a process of its own and waits for its message; what it is told is
 * in `inChild`. Throws when it ends without one. Both ends are the bench's, so the message is taken
 * as it comes. The peak memory that the system tells of a child begins with what its parent had, so
 * the parent does nothing itself and stays small.
 */
export async function startChild<Message>(
  script: string,
  argument: unknown,
  nodeFlags: readonly string[] = [],
): Promise<Child<Message>> {
  const child = fork(resolve(import.meta.dirname, script), [JSON.stringify(argument)], {
    execArgv: [...nodeFlags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => null);
  const spoken = once(child, 'message').then(([message]: unknown[]) => message as Message);
  const message = await Promise.race([spoken, ended]);
  if (message === null) {
    throw new Error(`${script} of the bench ended (status ${child.exitCode}) before it was ready`);
  }
  return { message, close: () => end(child, ended) };
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  const bound = new AbortController();
  const patience = sleep(patienceMs, null, { signal: bound.signal }).catch(() => undefined);
  await Promise.race([ended, patience]);
  bound.abort();
  if (child.exitCode === null) child.kill('SIGKILL');
}

/** How long a child may take to tidy up. */
const patienceMs = 10_000;

/** The child's end: what it was told, how it answers, and what it does when nobody needs it. */
export function inChild<Argument, Message>(tidyUp: () => Promise<void> = async () => {}) {
  process.once('disconnect', () => {
    void tidyUp().finally(() => process.exit());
  });
  return {
    argument: JSON.parse(process.argv[2] ?? 'null') as Argument,
    tell: (message: Message) => void process.send?.(message),
  };
}
