// A process that makes a new fleet's apps steady: not measured, because it happens once in a life.

import { createLog } from '../../lib/adapters/log.ts';
import type { QueueMessage } from '../../lib/core/queue-message.ts';
import { sweep, sweepShard } from '../../lib/sweep.ts';
import type { World } from '../../lib/world.ts';
import { inChild } from '../child.ts';
import { fleetConfiguration } from './fleet.ts';
import { type Fleet, worldAt } from './place.ts';

const sweepsMax = 60;

if (import.meta.main) {
  const { argument, tell } = inChild<Fleet, { readonly sweeps: number }>();
  const configuration = fleetConfiguration(argument.urls, argument.apps);
  const world = worldAt(
    argument.place,
    configuration,
    createLog(() => {}),
  );
  for (let sweeps = 1; ; sweeps += 1) {
    const steady = await sweepOnce(world);
    if (steady === argument.apps) {
      tell({ sweeps });
      break;
    }
    if (sweeps === sweepsMax) {
      throw new Error(`after ${sweepsMax} sweeps ${steady} of ${argument.apps} apps are steady`);
    }
  }
}

/** One sweep with its shards taken one by one. Tells how many apps are steady now. */
async function sweepOnce(world: World): Promise<number> {
  const shards: QueueMessage[] = [];
  const queue: World['queue'] = {
    ...world.queue,
    send: async (message) => {
      shards.push(message);
      return { ok: true };
    },
  };
  await sweep({ ...world, queue });
  let steady = 0;
  for (const message of shards) {
    if (message.kind !== 'shard') continue;
    await sweepShard({ ...world, queue }, message, (_app, outcome) => {
      if (outcome.kind === 'looked' && outcome.look.state.situation.name === 'steady') steady += 1;
    });
  }
  return steady;
}
