/** The looks of one command, where Heroku answers late, twice, or not at all. */
import { expect, test, vi } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { readSettings } from '../../lib/adapters/settings.ts';
import type { TopicMessage } from '../../lib/adapters/sns.ts';
import { createVerifyWorld } from '../../lib/local/verify/world.ts';
import { verifyRelease } from '../../lib/local/verify.ts';
import type { World } from '../../lib/world.ts';
import { answering } from '../cli/verify/apps.ts';
import { ledgerOf, type Stage, shop, stage, token, wrongAnswer } from '../cli/verify/stage.ts';
import { testConfiguration } from '../core/film.ts';
import { quickApp } from '../world.ts';

/** Longer than any test may take, so that only the test's own bound can end it. */
const patienceMs = 3_600_000;
vi.setConfig({ testTimeout: 120_000 });

/** The world of a command for the stage's app, and what was said in it. */
function worldOf({ heroku }: Stage) {
  const app = quickApp(shop, '/health');
  const cadence = { sweepMs: 1_000, watchMs: 50 };
  const said: TopicMessage[] = [];
  const world = createVerifyWorld({
    configuration: { ...testConfiguration, cadence, platformStatus: null, apps: [app] },
    settings: readSettings({ HEROKU_API_URL: heroku.apiUrl, HEROKU_API_KEY: token }),
    clock: systemClock,
    log: createLog(() => {}),
    onAlert: (alert) => said.push(alert),
  });
  const kinds = () => said.map(({ attributes }) => attributes['kind']);
  return { world, app, kinds };
}

function verify(world: World, app: ReturnType<typeof quickApp>) {
  return verifyRelease(world, {
    app,
    wanted: { version: null, commit: null },
    baseline: null,
    timeoutMs: patienceMs,
    signal: new AbortController().signal,
    onWait: () => {},
    onBegin: () => {},
  });
}

test('an old read of the releases is asked for again, until the new one is seen', async () => {
  const made = await stage();
  const { world, app } = worldOf(made);
  const old = await world.heroku.releases(shop);
  await made.deploy(answering(200, wrongAnswer));
  let reads = 0;
  const releases: World['heroku']['releases'] = (name) => {
    reads += 1;
    // The first two find v4; the looks after that are shown what was before. Two of them: a third
    // sick one would convict, if the machine is slow enough.
    return reads > 2 && reads < 5 ? Promise.resolve(old) : world.heroku.releases(name);
  };
  const verified = await verify({ ...world, heroku: { ...world.heroku, releases } }, app);
  expect(reads).toBeGreaterThan(5);
  expect(verified).toMatchObject({ verdict: 'rolled-back', rolledBackTo: 3 });
  expect(made.heroku.rollbackCalls(shop)).toBe(1);
});

test('a rollback whose answer was lost is found in the ledger, and sent only once', async () => {
  const made = await stage();
  const { world, app, kinds } = worldOf(made);
  await made.deploy(answering(200, wrongAnswer));
  made.heroku.faults.loseResponse({ method: 'POST', path: /\/releases$/ });
  expect(await verify(world, app)).toMatchObject({ verdict: 'rolled-back', rolledBackTo: 3 });
  expect(made.heroku.rollbackCalls(shop)).toBe(1);
  expect(ledgerOf(made).at(-1)).toBe('v5 Rollback to v3 succeeded');
  expect(kinds()).toEqual(expect.arrayContaining(['rollback-started', 'rolled-back']));
});

test('a release that slips in before the call is never overwritten', async () => {
  const made = await stage();
  const { world, app, kinds } = worldOf(made);
  await made.deploy(answering(200, wrongAnswer));
  let slipped = false;
  const save: World['store']['save'] = async (item, revision) => {
    const saved = await world.store.save(item, revision);
    // The claim is stored, and the call comes next.
    if (!slipped && item.body.includes('"rolling-back"')) {
      slipped = true;
      await made.deploy(answering(200, 'ok\n'));
    }
    return saved;
  };
  const verified = await verify({ ...world, store: { ...world.store, save } }, app);
  expect(verified).toMatchObject({ verdict: 'inconclusive', final: true });
  expect(verified.reasons[0]).toContain('v5');
  expect(made.heroku.rollbackCalls(shop)).toBe(0);
  expect(kinds()).toContain('rollback-delayed');
});

test('what only passes by itself is waited for, and then it is rolled back', async () => {
  const made = await stage();
  const { world, app, kinds } = worldOf(made);
  await made.deploy(answering(200, wrongAnswer));
  const apps: World['platformStatus']['apps'] = async () =>
    kinds().includes('rollback-held')
      ? { color: 'green', detail: '' }
      : { color: 'red', detail: 'routing' };
  const verified = await verify({ ...world, platformStatus: { apps } }, app);
  expect(verified.verdict).toBe('rolled-back');
  expect(kinds()).toEqual(
    expect.arrayContaining(['rollback-held', 'rollback-started', 'rolled-back']),
  );
});
