import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import { createLog } from '../../lib/adapters/log.ts';
import { exitCodes } from '../../lib/cli/context.ts';
import { startCloud } from '../../lib/local/cloud.ts';
import { shop, sourceOf, wrongAnswer } from '../../lib/local/drill/apps.ts';
import { startSmallHeroku } from '../../lib/local/heroku/small-heroku.ts';
import { type ReceivedAlert, startSubscriber } from '../../lib/local/subscriber.ts';
import { parse, startLastgood } from './lastgood.ts';

const token = 'token';

/** One app at a small Heroku, an apps.yml for it in a directory of its own, and lastgood. */
async function stage(configuration = quick) {
  const heroku = await startSmallHeroku({ token });
  onTestFinished(heroku.close);
  await heroku.createApp(shop);
  await heroku.deploy(shop, sourceOf(shop, { version: 'shop 1.0' }));
  await heroku.untilWeb(shop, 'up');
  const cwd = await mkdtemp(join(tmpdir(), 'lastgood-start-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await writeFile(join(cwd, 'apps.yml'), configuration);
  const environment = { HEROKU_API_URL: heroku.apiUrl, HEROKU_API_KEY: token };
  const start = (words: readonly string[], changes: Readonly<Record<string, string>> = {}) =>
    startLastgood(['start', ...words], { cwd, environment: { ...environment, ...changes } });
  return { heroku, cwd, start };
}

// A probe that a busy machine keeps waiting would be sick, and of a release too little seen.
const quick = `cadence: { sweep: 4s, watch: 200ms }
defaults: { timeout: 4s, sustained: { failures: 2, for: 500ms }, watch: 4s, verify: 500ms }
apps:
  ${shop}: { health: /health, checkstring: ok }
platformStatus: off
`;

test('killed in the middle of a rollback it goes on where it was, and rolls nothing back twice', {
  timeout: 90_000,
}, async () => {
  const { heroku, cwd, start } = await stage();
  const first = start(['--json']);
  await first.until(({ kind }) => kind === 'release-good');
  const rollback = heroku.until('rollback');
  await heroku.deploy(shop, sourceOf(shop, { version: 'shop 2.0', health: wrongAnswer }));
  await rollback;
  first.child.kill('SIGKILL');
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await readdir(cwd)).toContain('.lastgood');

  const second = start(['--json']);
  const told = await second.until(({ kind }) => kind === 'rolled-back');
  expect(told).toMatchObject({ app: shop, part: 'says', severity: 'resolved' });
  second.child.kill('SIGINT');
  expect(await second.ended).toEqual({ code: exitCodes.done, signal: null });

  expect(heroku.rollbackCalls(shop)).toBe(1);
  const descriptions = heroku.releases(shop).map(({ description }) => description);
  expect(descriptions.slice(-1)).toEqual(['Rollback to v3']);
  expect(await (await fetch(`${heroku.appUrl(shop)}version`)).text()).toBe('shop 1.0\n');
});

test('a second one on the same directory is refused, and the first one goes on', async () => {
  const { start } = await stage();
  const first = start(['--json']);
  await first.until(({ part }) => part === 'sees');
  const second = start(['--json']);
  expect((await second.ended).code).toBe(exitCodes.failed);
  expect(second.stderr.join('\n')).toMatch(
    /another lastgood is running on .*\.lastgood; stop it first/,
  );
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: exitCodes.done, signal: null });
});

test('with a topic of its own, alerts go there by the endpoint of the SDK', async () => {
  const { start } = await stage();
  const use = { table: null, queueUrl: null, topicArn: null };
  const elsewhere = await startCloud({ directory: null, use });
  onTestFinished(elsewhere.close);
  const { topic } = elsewhere;
  const { promise: received, resolve: receive } = Promise.withResolvers<ReceivedAlert>();
  const log = createLog(() => {});
  const clock = systemClock;
  const subscriber = await startSubscriber({ topic, clock, log, listener: receive });
  onTestFinished(subscriber.close);

  const started = start(['--json'], {
    LASTGOOD_TOPIC_ARN: topic.arn,
    AWS_ENDPOINT_URL_SNS: topic.aws.endpoint ?? '',
    AWS_REGION: topic.aws.region ?? '',
    AWS_ACCESS_KEY_ID: 'elsewhere',
    AWS_SECRET_ACCESS_KEY: 'elsewhere',
  });
  const told = await started.until(({ part }) => part === 'says');
  expect(told).toMatchObject({ app: shop, text: 'alert: v3 is good' });
  expect((await received).subject).toBe('[lastgood] shop: v3 is good');
  expect(started.stdout.join('\n')).toContain(`alerts go to ${topic.arn}`);
  started.child.kill('SIGINT');
  expect(await started.ended).toEqual({ code: exitCodes.done, signal: null });
});

test('it says first what it will do and what it will not', async () => {
  const { start } = await stage();
  const started = start(['--json'], { HEROKU_API_KEY: '' });
  await started.until(({ text }) => text.startsWith('no LASTGOOD_WEBHOOK_SECRET'));
  started.child.kill('SIGINT');
  expect(await started.ended).toEqual({ code: exitCodes.done, signal: null });
  const text = started.stdout.join('\n');
  expect(text).toContain('1 app of apps.yml: shop');
  expect(text).toContain(
    'no HEROKU_API_KEY: apps are watched and alerts are sent, nothing is rolled back',
  );
  expect(text).toContain('only Heroku knows the address of shop');
  expect(text).toContain('alerts come to this terminal');
});

test('once, it is one look at every app, and the worst of them is the exit status', async () => {
  const { heroku, start } = await stage();
  const well = start(['--once', '--json']);
  expect((await well.ended).code).toBe(exitCodes.healthy);
  expect(well.stdout).toHaveLength(1);
  expect(well.stdout[0]).toContain('"verdict":"healthy"');

  await heroku.deploy(shop, sourceOf(shop, { version: 'shop 2.0', health: wrongAnswer }));
  await heroku.untilWeb(shop, 'up');
  const sick = start(['--once', '--json']);
  expect((await sick.ended).code).toBe(exitCodes.sick);
  expect(sick.stdout.join('\n')).toContain(wrongAnswer);
  expect(heroku.rollbackCalls(shop)).toBe(0);
});

test('once, an outage of Heroku that may pass is said beside what the apps answer', async () => {
  const { heroku, start } = await stage();
  heroku.faults.answer(503, { path: /^\/apps$/ });
  const once = start(['--once', '--json']);
  expect((await once.ended).code).toBe(exitCodes.healthy);
  const [seen, told] = once.stdout.map(parse);
  expect(seen).toMatchObject({ app: shop, part: 'sees', verdict: 'healthy' });
  expect(told).toMatchObject({ app: null, part: 'fault' });
  expect(told?.text).toContain('so no new release was looked for: GET /apps answered 503');
  expect(once.stdout).toHaveLength(2);
});

test('once, an app whose address nobody knows is unknown', async () => {
  const { start } = await stage();
  const blind = start(['--once', '--json'], { HEROKU_API_KEY: '' });
  expect((await blind.ended).code).toBe(exitCodes.unknown);
  expect(blind.stdout.join('\n')).toContain('"verdict":"unknown"');
});

test('every fault of a broken apps.yml is told with its line, and nothing is started', async () => {
  const { cwd, start } = await stage('apps:\n  shop:\n    helth: /health\n    timeout: 10\n');
  const started = start([]);
  expect((await started.ended).code).toBe(exitCodes.failed);
  expect(started.stdout).toEqual([]);
  const faults = started.stderr.join('\n');
  expect(faults).toContain('apps.yml:3:5');
  expect(faults).toContain('did you mean');
  expect(faults).toContain('apps.yml:4:');
  expect(await readdir(cwd)).toEqual(['apps.yml']);
});

test('a configuration that is named and not there is a fault, never the drill', async () => {
  const { start } = await stage();
  const started = start(['--config', 'other.yml']);
  expect((await started.ended).code).toBe(exitCodes.failed);
  expect(started.stderr.join('\n')).toContain('other.yml: there is no such file');
  expect(started.stdout).toEqual([]);
});

test.each(['--webhook-port', '--deploys-port'])(
  'a port that is taken is told with %s, which takes another',
  async (option) => {
    const { start } = await stage();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : null;
    const { ended, stderr } = start([option, `${port}`, '--config', 'apps.yml']);
    expect((await ended).code).toBe(exitCodes.failed);
    expect(stderr.join('\n')).toBe(`Port ${port} is taken; give another one by ${option}.`);
  },
);
