import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

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
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface(stream).on('line', (line) => log.push(parse(line)));
  }
  const exited = once(child, 'exit');
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), exited.then(() => [null])]);
    if (message === null) throw new Error(`the function ended: ${JSON.stringify(log)}`);
    return message;
  };
  await answer();
  return {
    invoke: async (event, timeoutMs = 10_000) => {
      const coming = answer();
      child.send({ event, functionName: 'lastgood-test', timeoutMs } satisfies Call);
      return (await coming) as Outcome;
    },
    log,
    close: async () => {
      child.disconnect();
      await exited;
    },
  };
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { text: line };
  }
}
