// Word of a rollback waits for nobody, however many apps were released with it.

import { expect, test } from 'vitest';
import { sweep } from '../../lib/sweep.ts';
import { watch } from '../../lib/watch.ts';
import { listening } from '../world.ts';
import { startSteadyFleet, waitingIn } from './steady-fleet.ts';

test('what somebody takes back is told at once, and what waits of that app before it', async () => {
  const fleet = await startSteadyFleet(3);
  const { slow, heroku, names, received } = fleet;
  const look = (name: string) =>
    watch(slow, name, { deadline: slow.clock.monotonic(), signal: AbortSignal.timeout(20_000) });
  for (const word of ['one', 'two']) {
    await Promise.all(names.map((name) => heroku.deploy(name, listening(word))));
    if (word === 'one') await sweep(slow);
  }
  await fleet.untilReceived('release-detected');
  received.length = 0;
  await Promise.all(names.map(look));
  expect(received).toEqual([]);
  expect(await waitingIn(slow)).toHaveLength(3);
  const before = heroku.releases('app-0').find(({ version }) => version === 3);
  expect(await slow.heroku.rollback('app-0', before?.id ?? '')).toMatchObject({ ok: true });
  await look('app-0');
  await expect
    .poll(() => received.map(({ subject }) => subject))
    .toEqual([
      '[lastgood] app-0: v4 is live and being watched',
      '[lastgood] app-0: v5, a rollback to v3, is live and being watched',
    ]);
  expect(await waitingIn(slow)).toHaveLength(2);
}, 60_000);
