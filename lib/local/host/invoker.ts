import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import type { Clock } from '../../adapters/clock.ts';
import type { Log } from '../../adapters/log.ts';

/** A function as Lambda's runtime for Node 24 calls it: with a promise, without a callback. */
export type FunctionHandler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/** A function with what Lambda is told of it. */
export type LocalFunction<Event, Result> = {
  readonly name: string;
  readonly handler: FunctionHandler<Event, Result>;
  readonly timeoutMs: number;
};

/** What a call came to. Why it failed is in the log. */
export type Invocation<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly why: 'threw' | 'timeout' };

export type Invoker = {
  /** Never throws. A call past its time counts as failed, as on Lambda. */
  invoke<Event, Result>(
    called: LocalFunction<Event, Result>,
    event: Event,
  ): Promise<Invocation<Result>>;
  /** Tells running calls that they have so long left, and resolves when they have ended. */
  drain(drainMs: number): Promise<void>;
};

/** Calls functions as Lambda does, each with a context and a bound on its time. */
export function createInvoker({ clock, log }: { clock: Clock; log: Log }): Invoker {
  const running = new Set<Promise<unknown>>();
  let endsAt = Number.POSITIVE_INFINITY;
  return {
    invoke: async (called, event) => {
      const deadline = clock.monotonic() + called.timeoutMs;
      const context = createContext(called.name, () =>
        Math.max(0, Math.floor(Math.min(deadline, endsAt) - clock.monotonic())),
      );
      const call = run(called, event, context, log);
      running.add(call);
      call.finally(() => running.delete(call));
      const finished = new AbortController();
      const timeout = clock.sleep(called.timeoutMs, finished.signal).then(() => null);
      const outcome = await Promise.race([call, timeout]);
      finished.abort();
      if (outcome !== null) return outcome;
      // Lambda would end it here. It cannot be ended in one process, so it is only not waited for.
      log.error(`${called.name} is over its ${called.timeoutMs} ms and counts as failed.`, {
        request: context.awsRequestId,
      });
      return { ok: false, why: 'timeout' };
    },
    drain: async (drainMs) => {
      endsAt = clock.monotonic() + drainMs;
      await Promise.all(running);
    },
  };
}

async function run<Event, Result>(
  { name, handler }: LocalFunction<Event, Result>,
  event: Event,
  context: Context,
  log: Log,
): Promise<Invocation<Result>> {
  try {
    return { ok: true, value: await handler(event, context) };
  } catch (error) {
    log.error(`${name} failed.`, { request: context.awsRequestId, error });
    return { ok: false, why: 'threw' };
  }
}

function createContext(functionName: string, getRemainingTimeInMillis: () => number): Context {
  const refuse = () => {
    throw new Error('Lambda for Node 24 has no callbacks; return a promise.');
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '256',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis,
    done: refuse,
    fail: refuse,
    succeed: refuse,
  };
}
