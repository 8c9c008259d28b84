import type {
  LambdaFunctionURLEvent,
  LambdaFunctionURLResult,
  ScheduledEvent,
  SQSEvent,
} from 'aws-lambda';
import type { Clock } from '../adapters/clock.ts';
import type { Log } from '../adapters/log.ts';
import { limits } from '../core/limits.ts';
import { type Endpoint, startEndpoint } from './host/endpoint.ts';
import {
  createInvoker,
  type FunctionHandler,
  type Invocation,
  type Invoker,
} from './host/invoker.ts';
import { runSchedule } from './host/schedule.ts';
import { watchBatch } from './host/watch-batch.ts';
import { type ConsumedQueue, consumeQueue } from './queue-consumer.ts';

/** The functions, as AWS calls them. */
export type Handlers = {
  readonly sweep: FunctionHandler<ScheduledEvent, unknown>;
  readonly watch: FunctionHandler<SQSEvent, unknown>;
  readonly deadLetters: FunctionHandler<SQSEvent, unknown>;
  readonly webhook: FunctionHandler<LambdaFunctionURLEvent, LambdaFunctionURLResult>;
  readonly deploys: FunctionHandler<LambdaFunctionURLEvent, LambdaFunctionURLResult>;
};

type Timeouts = {
  readonly sweepMs: number;
  readonly watchMs: number;
  readonly deadLettersMs: number;
  readonly webhookMs: number;
  readonly deploysMs: number;
};

export type HostOptions = {
  readonly handlers: Handlers;
  readonly cadence: { readonly sweepMs: number };
  readonly queue: ConsumedQueue;
  /** Left out: what the queue gives up is somebody else's affair. */
  readonly deadLetterQueue?: ConsumedQueue | null;
  /** 0: any that is free. */
  readonly webhookPort: number;
  /** 0: any that is free. */
  readonly deploysPort: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one call of each may take; the default is what Lambda is told. */
  readonly timeouts?: Partial<Timeouts>;
  /** How long running calls may take to end after `close`. */
  readonly drainMs?: number;
};

export type Host = {
  /** Where webhooks are taken, on loopback only. */
  readonly webhookUrl: string;
  /** Where deploys are told of, on loopback only. */
  readonly deploysUrl: string;
  /** Takes nothing new, and waits for what is running, but not for ever. */
  close(): Promise<void>;
};

/**
 * Runs the functions on one machine as AWS does: sweep by schedule, at once and then at every
 * cadence; watch by the queue; deadLetters by what it gave up; webhook and deploys by HTTP. A
 * function that throws or hangs is logged and never stops the host. Throws when a port is taken.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { handlers, cadence, queue, deadLetterQueue, clock, log } = options;
  const { drainMs = limits.hostDrainMs } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const invoker = createInvoker({ clock, log });
  const sweep = { name: 'sweep', handler: handlers.sweep, timeoutMs: timeouts.sweepMs };
  const watch = { name: 'watch', handler: handlers.watch, timeoutMs: timeouts.watchMs };
  const { webhook, deploys } = await startEndpoints(options, timeouts, invoker);
  const deadLetters = {
    name: 'dead-letters',
    handler: handlers.deadLetters,
    timeoutMs: timeouts.deadLettersMs,
  };
  const stopping = new AbortController();
  const { signal } = stopping;
  const consume = (from: ConsumedQueue, call: (event: SQSEvent) => Promise<Invocation<unknown>>) =>
    consumeQueue({
      queue: from,
      clock,
      log,
      signal,
      handle: (messages) => watchBatch(messages, from, call),
    });
  const working = Promise.all([
    runSchedule({ everyMs: cadence.sweepMs, clock, signal }, (event) =>
      invoker.invoke(sweep, event),
    ),
    consume(queue, (event) => invoker.invoke(watch, event)),
    deadLetterQueue && consume(deadLetterQueue, (event) => invoker.invoke(deadLetters, event)),
  ]);
  return {
    webhookUrl: webhook.url,
    deploysUrl: deploys.url,
    close: async () => {
      stopping.abort();
      const drained = new AbortController();
      const bound = clock.sleep(drainMs, drained.signal);
      const done = Promise.all([working, webhook.drain(), deploys.drain(), invoker.drain(drainMs)]);
      await Promise.race([done, bound]);
      drained.abort();
      webhook.close();
      deploys.close();
    },
  };
}

/** One for each Function URL; both or none. */
async function startEndpoints(
  { handlers, webhookPort, deploysPort, clock }: HostOptions,
  timeouts: Timeouts,
  invoker: Invoker,
): Promise<{ readonly webhook: Endpoint; readonly deploys: Endpoint }> {
  const { webhookMs, deploysMs } = timeouts;
  const toWebhook = { name: 'webhook', handler: handlers.webhook, timeoutMs: webhookMs };
  const toDeploys = { name: 'deploys', handler: handlers.deploys, timeoutMs: deploysMs };
  const webhook = await startEndpoint(webhookPort, clock, (event) =>
    invoker.invoke(toWebhook, event),
  );
  try {
    const deploys = await startEndpoint(deploysPort, clock, (event) =>
      invoker.invoke(toDeploys, event),
    );
    return { webhook, deploys };
  } catch (error) {
    webhook.close();
    await webhook.drain();
    throw error;
  }
}

const defaultTimeouts: Timeouts = {
  sweepMs: limits.sweepTimeoutMs,
  watchMs: limits.watchTimeoutMs,
  deadLettersMs: limits.deadLettersTimeoutMs,
  webhookMs: limits.webhookTimeoutMs,
  deploysMs: limits.deploysTimeoutMs,
};
