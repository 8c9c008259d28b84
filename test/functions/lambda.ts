import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type Call = {
  readonly event: unknown;
  readonly functionName: string;
  readonly timeoutMs: number;
};
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

/** One line of a function's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Written on both streams after each call. */
export const endOfCall = '-- end of the call --';

export type Lambda = {
  /** One call at a time. */
  invoke(event: unknown, timeoutMs?: number): Promise<Outcome>;
  /** Everything that was written to standard output and standard error so far. */
  readonly log: readonly LogLine[];
  close(): Promise<void>;
};

/** Loads a built bundle in a process of its own, with the given environment and no other. */
export async function startLambda(
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<Lambda> {
  const child = fork(join(import.meta.dirname, 'lambda-runtime.ts'), [bundle], {
    env: { ...environment },
    execArgv: [],
    silent: true,
  });
  const log: LogLine[] = [];
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const ends = streams.map((stream) => followed(stream, log));
  // All that it wrote has come by then.
  const exited = Promise.all([
    once(child, 'exit'),
    ...streams.map((stream) => once(stream, 'end')),
  ]);
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), exited.then(() => [null])]);
    if (message === null) throw new Error(`the function ended: ${JSON.stringify(log)}`);
    return message;
  };
  await answer();
  return {
    invoke: async (event, timeoutMs = 10_000) => {
      const coming = answer();
      // What it wrote comes by other ways than its answer, and may come later.
      const written = Promise.all(ends.map((end) => Promise.race([end(), exited])));
      child.send({ event, functionName: 'lastgood-test', timeoutMs } satisfies Call);
      const outcome = (await coming) as Outcome;
      await written;
      return outcome;
    },
    log,
    close: async () => {
      child.disconnect();
      await exited;
    },
  };
}

/** Collects the lines of a stream; the answer waits for the end of the next call's. */
function followed(stream: Readable, log: LogLine[]): () => Promise<void> {
  const waiting: (() => void)[] = [];
  createInterface(stream).on('line', (line) => {
    if (line === endOfCall) waiting.shift()?.();
    else log.push(parse(line));
  });
  return () => new Promise((resolve) => waiting.push(resolve));
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { text: line };
  }
}
