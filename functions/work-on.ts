import type { Context, SQSRecord } from 'aws-lambda';
import { limits } from '../lib/core/limits.ts';
import { countLine, metricsLine, probesLine } from '../lib/core/metrics.ts';
import { parseQueueMessage } from '../lib/core/queue-message.ts';
import { sweepShard } from '../lib/sweep.ts';
import { type Until, watch } from '../lib/watch.ts';
import type { World } from '../lib/world.ts';
import type { WriteLine } from './write-line.ts';

type Circumstances = {
  readonly context: Context;
  readonly signal: AbortSignal;
  readonly writeMetrics: WriteLine | undefined;
};

/**
 * Works on one record of a batch; tells whether it is done with. It never throws, so that one
 * poisoned message cannot take its neighbours along. Heroku sends every release twice: messages
 * of one batch for the same app share one close look.
 */
export function workOn(world: World, circumstances: Circumstances) {
  const { context, writeMetrics } = circumstances;
  const until = timeOf(world, circumstances);
  const watches = new Map<string, Promise<void>>();
  const { functionName } = context;
  const closeLook = async (app: string): Promise<void> => {
    const watched = await watch(world, app, until);
    if (watched === null) return;
    const of = { at: world.clock.now(), functionName };
    const { probes, historyLost } = watched;
    if (probes.made > 0) writeMetrics?.(probesLine(app, probes, of));
    // A metric costs: what is the rule is not counted.
    if (historyLost > 0) writeMetrics?.(countLine({ HistoryLost: historyLost }, of));
  };
  const work = async (body: string): Promise<void> => {
    const message = parseQueueMessage(body);
    switch (message.kind) {
      case 'watch': {
        const underWay = watches.get(message.app) ?? closeLook(message.app);
        watches.set(message.app, underWay);
        return underWay;
      }
      case 'shard': {
        const report = await sweepShard(world, message);
        world.log.info('swept a shard', { shard: message.shard, ...report });
        const of = { at: world.clock.now(), functionName, wholeSweepOf: null };
        writeMetrics?.(metricsLine(report, of));
        return;
      }
      case 'malformed':
        throw new Error(`the message is not one of ours: ${message.reason}`);
      default:
        return message satisfies never;
    }
  };
  return ({ body, messageId }: SQSRecord): Promise<boolean> =>
    work(body).then(
      () => true,
      (error: unknown) => {
        world.log.error('a message of the queue could not be worked on', { messageId, error });
        return false;
      },
    );
}

/** The deadline is asked for anew each time: a host that is being closed shortens it. */
function timeOf({ clock }: World, { context, signal }: Circumstances): Until {
  return {
    signal,
    get deadline() {
      return clock.monotonic() + context.getRemainingTimeInMillis() - limits.watchReserveMs;
    },
  };
}
