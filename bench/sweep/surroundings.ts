// A process with what a sweep asks: the embedded cloud, and a small Heroku with the fleet's apps.

import { startCloud } from '../../lib/local/cloud.ts';
import { type SmallHeroku, startSmallHeroku } from '../../lib/local/heroku/small-heroku.ts';
import { inChild } from '../child.ts';
import { appNames } from './fleet.ts';
import type { Place } from './place.ts';

const { argument, tell } = inChild<{ readonly apps: number }, Place>(async () => {
  await heroku.close();
  await cloud.close();
});
const cloud = await startCloud({
  directory: null,
  use: { table: null, queueUrl: null, topicArn: null },
});
const heroku = await startHeroku(argument.apps);
const { table, queue, topic } = cloud;
tell({ table, queue, topic, herokuUrl: heroku.apiUrl });

/** Apps without code: the list and the releases are all that a sweep of healthy apps reads. */
async function startHeroku(apps: number): Promise<SmallHeroku> {
  // A fresh account reads a thousand apps for the first time in the bench's first seconds.
  const rateLimit = { capacity: 1_000_000, refillPerMinute: 75 };
  const started = await startSmallHeroku({ rateLimit });
  await Promise.all(appNames(apps).map((name) => started.createApp(name)));
  return started;
}
