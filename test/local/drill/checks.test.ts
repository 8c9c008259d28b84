import { expect, onTestFinished, test } from 'vitest';
import { appNames, shop, wrongAnswer } from '../../../lib/local/drill/apps.ts';
import { checkStory } from '../../../lib/local/drill/checks.ts';
import { setStage } from '../../../lib/local/drill/stage.ts';

test('a broken release that nobody rolled back fails every check that is about it', async () => {
  const stage = await setStage(() => {});
  onTestFinished(stage.close);
  for (const app of appNames) await stage.deploy(app, { version: `${app} 1.0` });
  await stage.deploy(shop, { version: `${shop} 2.0`, health: wrongAnswer });
  for (const app of appNames) await stage.heroku.untilWeb(app, 'up');

  const checks = await checkStory(stage);
  const failed = checks.filter(({ ok }) => !ok);
  expect(failed.map(({ app, claim, came }) => `${app} ${claim}: ${came}`)).toEqual([
    `shop answers well: 200 "${wrongAnswer}"`,
    'shop runs its good code: 200 "shop 2.0"',
    'search was asked while it had its hiccup: 0 bad answers',
    'shop one rollback for each bad release, to the last good one: no rollback',
    'shop the code of the good release is current: v4 with other code',
    "shop Heroku's signed webhooks were accepted: 0 accepted",
    'shop the engineer was told of each rollback and of its end, once: nothing',
    'shop the engineer was told why it did not start, from its own log: nothing',
  ]);
});
