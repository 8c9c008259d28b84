/**
 * "What the deploy action does, what lastgood does": the table in the README, row by row. The names
 * of the tests are the rows' own words; a test below holds that none is missing.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answering, greeting, serving } from './apps.ts';
import { ledgerOf, type Run, type Stage, shop, stage, wrongAnswer } from './stage.ts';

const root = resolve(import.meta.dirname, '../../..');
const redirecting = serving(`(request, response) => request.url === '/health'
  ? response.writeHead(301, { location: '/healthz' }).end()
  : response.end('ok')`);

/** Notes the baseline, deploys, verifies against it. */
async function course(made: Stage, deploy: () => Promise<unknown>, words: readonly string[] = []) {
  const baseline = ['--baseline', made.file('before.json'), ...words];
  const noted = await made.verify([...baseline, '--note']);
  expect(noted.code).toBe(0);
  await deploy();
  return made.verify(baseline);
}

function expectGood(made: Stage, { code, stdout, stderr }: Run): void {
  expect(stderr).toBe('');
  expect(stdout).toContain('end      v4 was watched and found healthy');
  expect(code).toBe(0);
  expect(made.heroku.rollbackCalls(shop)).toBe(0);
}

const rows: Readonly<Record<string, () => Promise<void>>> = {
  'a trailing newline in the body': async () => {
    const made = await stage();
    expectGood(made, await course(made, () => made.deploy(answering(200, 'ok\n'))));
  },

  'a 301 to a good page': async () => {
    const made = await stage();
    await made.deploy(redirecting);
    // The check passes on no release, so none is to blame for it.
    const run = await course(made, () => made.deploy(redirecting));
    expect(run.stdout).toContain('sick: status 301 to /healthz');
    expect(run.stdout).toContain('v5 is failing and cannot be blamed, so it is NOT rolled back');
    expect(run.code).toBe(4);
    expect(made.heroku.rollbackCalls(shop)).toBe(0);
    // Followed, where that is wanted.
    const followed = await course(made, () => made.deploy(redirecting), ['--redirects', '1']);
    expect(followed.stdout).toContain('v6 was watched and found healthy');
    expect(followed.code).toBe(0);
  },

  'a 204 without a checkstring': async () => {
    const made = await stage();
    const empty = serving('(request, response) => response.writeHead(204).end()');
    await made.configure({ checkstring: null, status: '[200, 204]' });
    expectGood(made, await course(made, () => made.deploy(empty)));
  },

  'one transient 503': async () => {
    const made = await stage();
    const hiccup = serving(`(request, response, count) =>
      response.writeHead(count === 2 ? 503 : 200).end('ok')`);
    const run = await course(made, () => made.deploy(hiccup));
    expect(run.stdout).toContain('sick: status 503');
    expectGood(made, run);
  },

  '`rollbackonhealthcheckfailed: False`': async () => {
    const made = await stage();
    const sick = answering(200, wrongAnswer);
    const run = await course(made, () => made.deploy(sick), ['--rollback', 'False']);
    expect(run.stdout).toContain('v4 is failing and is NOT rolled back;');
    expect(run.stdout).toContain('in the way [mode]');
    expect(run.code).toBe(4);
    for (const word of ['no', '0', '', 'off', 'yes']) {
      const refused = await made.verify(['--rollback', word]);
      expect(refused.stderr).toContain('Expected true or false; came');
      expect(refused.code).toBe(2);
    }
    expect(made.heroku.rollbackCalls(shop)).toBe(0);
  },

  'the rollback itself fails': async () => {
    const made = await stage();
    made.heroku.faults.answer(403, { method: 'POST', path: /\/releases$/, times: 9 });
    const run = await course(made, () => made.deploy(answering(200, wrongAnswer)));
    expect(run.code).toBe(4);
    expect(run.stdout).toContain(`sick: status 200, body "${wrongAnswer}"`);
    expect(run.stdout).toContain('answered 403');
    expect(run.stdout).toContain(
      'v4 failed its health check; it was not rolled back; lastgood gave up',
    );
    expect(ledgerOf(made).at(-1)).toMatch(/^v4 Deploy/);
  },

  'the outputs after a failed check': async () => {
    const made = await stage();
    await made.deploy(answering(200, wrongAnswer));
    const environment = {
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: made.file('output'),
      GITHUB_STEP_SUMMARY: made.file('summary'),
    };
    const run = await made.verify([], { environment });
    expect(run.code).toBe(1);
    expect(await made.read('output')).toBe('verdict=rolled-back\nrelease=v4\nrolled-back-to=v3\n');
    const summary = await made.read('summary');
    expect(summary).toContain('### shop: the release was bad and was rolled back');
    expect(`${summary}${run.stdout}`.toLowerCase()).not.toContain('success');
  },

  'a server that never answers': async () => {
    const made = await stage();
    const hang = () => made.deploy(serving('() => {}'));
    const run = await course(made, hang, ['--probe-timeout', '1s']);
    expect(run.stdout).toContain('no answer');
    expect(run.code).toBe(1);
    expect(ledgerOf(made).at(-1)).toBe('v5 Rollback to v3 succeeded');
  },

  'a release that fails in its release command': async () => {
    const made = await stage();
    const failing = answering(200, 'ok', ['release: exit 1']);
    const run = await course(made, () => made.heroku.deploy(shop, failing));
    expect(run.stdout).toContain('v4 failed in its release command and never went live');
    expect(run.stdout).toContain('v3 still runs, and nothing was rolled back');
    expect(run.stdout).not.toContain('came with it');
    expect(run.code).toBe(4);
    expect(made.heroku.rollbackCalls(shop)).toBe(0);
    expect(ledgerOf(made).at(-1)).toMatch(/^v4 .* failed$/);
  },

  'run a second time': async () => {
    const made = await stage();
    const first = await course(made, () => made.deploy(answering(200, wrongAnswer)));
    expect(first.code).toBe(1);
    for (const words of [[], ['--baseline', made.file('before.json')]]) {
      // Neither green, for the deploy is undone, nor a second rollback.
      const again = await made.verify(words);
      expect(again.stdout).toContain('v5 ("Rollback to v3") has taken its place already');
      expect(again.code).toBe(3);
    }
    // Asked for by name and sick, it is not undone: that would bring the bad release back.
    await made.heroku.faults.stopRouter(shop);
    const sick = await made.verify(['--release', 'v5']);
    expect(sick.stdout).toContain('rollback-of-rollback');
    expect(sick.code).toBe(4);
    expect(made.heroku.rollbackCalls(shop)).toBe(1);
  },

  'config vars that were set before the push': async () => {
    const made = await stage();
    made.heroku.setConfig(shop, { GREETING: 'ok' });
    await made.deploy(greeting);
    const run = await course(made, async () => {
      made.heroku.setConfig(shop, { GREETING: 'broken' });
      await made.deploy(serving("(request, response) => response.end('also broken')"));
    });
    expect(run.stdout).toContain(
      'v7 failed its health check; v8 rolled it back to v5, which was seen healthy',
    );
    expect(run.code).toBe(1);
    // Old code with the old configuration: with the new one it answered "broken".
    expect(await (await fetch(`${made.heroku.appUrl(shop)}health`)).text()).toBe('ok');
  },
};

describe('where the deploy action fails:', () => {
  test.each(Object.entries(rows))('%s', async (_name, row) => {
    await row();
  });

  test('every row of the README is one of these, and every one of these a row', async () => {
    const readme = await readFile(resolve(root, 'README.md'), 'utf8');
    const [, table = ''] = readme.split('### What the deploy action does, what lastgood does');
    const names = table
      .split('\n\n')
      .find((block) => block.startsWith('| '))
      ?.split('\n')
      .slice(2)
      .map((row) => row.split(' | ')[0]?.replace(/^\| /, ''));
    expect(names).toEqual(Object.keys(rows));
  });
});
