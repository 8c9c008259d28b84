/** What `lastgood verify` tells machines and GitHub, what it never tells, and how it is stopped. */
import { describe, expect, test } from 'vitest';
import { parse } from '../lastgood.ts';
import { answering, serving } from './apps.ts';
import { type Stage, shop, stage, token, wrongAnswer } from './stage.ts';

const runner = ({ file }: Stage) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_OUTPUT: file('output'),
  GITHUB_STEP_SUMMARY: file('summary'),
});

describe('under GitHub Actions', () => {
  test('a rollback is an error with its story, in the annotations and in the summary', async () => {
    const made = await stage();
    await made.deploy(answering(200, '100% wrong, really: "no"'));
    const { stdout } = await made.verify([], { environment: runner(made) });
    const annotations = stdout.split('\n').filter((line) => line.startsWith('::'));
    expect(annotations.at(0)).toMatch(
      /^::error title=\[lastgood\] shop%3A v4 is failing%2C rolling back to v3::shop: v4 is/,
    );
    expect(annotations.at(0)).toContain('100%25 wrong, really: "no"');
    expect(annotations.at(0)).toContain('%0A');
    expect(annotations.at(-1)).toBe(
      '::error title=shop%3A the release was bad and was rolled back::' +
        'v4 failed its health check; v5 rolled it back to v3, which was seen healthy',
    );
    expect(annotations).toHaveLength(2);
    const summary = await made.read('summary');
    expect(summary).toContain('### shop: the release was bad and was rolled back\n');
    expect(summary).toContain('```text\nshop: v4 is failing, rolling back to v3\n');
  });

  test('a good release is a notice', async () => {
    const made = await stage();
    await made.deployGood('shop 2.0');
    const { stdout } = await made.verify([], { environment: runner(made) });
    expect(stdout).toContain(
      '::notice title=shop%3A the release is good::v4 was watched and found healthy\n',
    );
    expect(await made.read('output')).toBe('verdict=good\nrelease=v4\nrolled-back-to=\n');
  });

  test('usage is an annotation too', async () => {
    const made = await stage();
    const { code, stdout } = await made.verifyBare([], { environment: runner(made) });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^::error title=shop%3A not verified::.*--health/);
  });

  test('what an app answers is no command to the runner', async () => {
    const made = await stage();
    const body = '##[set-output name=verdict]good\\n::error::gotcha\\n```\\n::add-mask::e';
    await made.deploy(serving(`(request, response) => response.end('${body}')`));
    const { stdout } = await made.verify([], { environment: runner(made) });
    expect(stdout).toContain('# #[set-output');
    expect(stdout).not.toContain('##[');
    expect(stdout).not.toMatch(/^\s*::error::gotcha/m);
    expect(stdout).not.toMatch(/^\s*::add-mask/m);
    // The fence is longer than any in the text.
    expect(await made.read('summary')).toContain('````text\n');
  });

  test('a summary that cannot be written fails nothing', async () => {
    const made = await stage();
    await made.deployGood('shop 2.0');
    const environment = { ...runner(made), GITHUB_STEP_SUMMARY: '/nowhere/summary' };
    const { code, stderr } = await made.verify([], { environment });
    expect(stderr).toContain('GITHUB_STEP_SUMMARY (/nowhere/summary) could not be written');
    expect(code).toBe(0);
  });

  test('elsewhere nothing is annotated, and no file is written', async () => {
    const made = await stage();
    await made.deployGood('shop 2.0');
    const environment = { ...runner(made), GITHUB_ACTIONS: '' };
    const { stdout } = await made.verify([], { environment });
    expect(stdout).not.toContain('::');
    await expect(made.read('output')).rejects.toThrow('ENOENT');
  });
});

test('--json is one object a line, and the last one is the verdict', async () => {
  const made = await stage();
  await made.deploy(answering(200, wrongAnswer));
  const { stdout } = await made.verify(['--json'], { environment: runner(made) });
  const lines = stdout.trimEnd().split('\n').map(parse);
  expect(lines.map(({ part }) => part)).toEqual(
    expect.arrayContaining(['plan', 'sees', 'decides', 'says', 'does', 'end']),
  );
  expect(lines.at(-1)).toMatchObject({
    part: 'end',
    app: shop,
    verdict: 'rolled-back',
    release: 4,
    rolledBackTo: 3,
    exitCode: 1,
  });
});

test('a token that the app answers with is not told on', async () => {
  const made = await stage();
  await made.deploy(answering(200, `you sent ${token}`));
  const { stdout, stderr } = await made.verify([], { environment: runner(made) });
  const told = `${stdout}${stderr}${await made.read('summary')}`;
  expect(told).toContain('you sent [secret]');
  expect(told).not.toContain(token);
});

describe('told to stop', () => {
  /** Stops at the first line with this text. */
  async function stopAt(made: Stage, text: string) {
    const stopping = new AbortController();
    return made.verify([], {
      context: { stopSignal: () => stopping.signal },
      when: { text, act: () => stopping.abort() },
    });
  }

  test('while it watches, it says so: 130, and nothing was rolled back', async () => {
    const made = await stage();
    await made.deployGood('shop 2.0');
    const { code, stdout } = await stopAt(made, 'sees     healthy');
    expect(stdout).toMatch(
      /end {6}stopped before .* verdict: v4 (boots|is watched .*); nothing was rolled back\n/,
    );
    expect(code).toBe(130);
  });

  test('while a rollback is sent, it sees that call through and tells of it', async () => {
    const made = await stage();
    await made.deploy(answering(200, wrongAnswer));
    const { code, stdout } = await stopAt(made, 'rolling back to v3');
    expect(stdout).toContain(
      'end      stopped before there was a verdict: ' +
        'v4 failed its health check; a rollback to v3 was sent to Heroku and is not live yet',
    );
    expect(code).toBe(130);
    expect(made.heroku.rollbackCalls(shop)).toBe(1);
  });

  test('while it is noted, no file is written', async () => {
    const made = await stage();
    const stopping = new AbortController();
    const { code } = await made.verify(['--baseline', made.file('before.json'), '--note'], {
      context: { stopSignal: () => stopping.signal },
      when: { text: 'sees     healthy', act: () => stopping.abort() },
    });
    expect(code).toBe(130);
    await expect(made.read('before.json')).rejects.toThrow('ENOENT');
  });
});

test('a fault of its own is no verdict: 3, never the status of a rollback', async () => {
  const made = await stage();
  const clock = {
    now: () => 0,
    monotonic: () => {
      throw new Error('the clock is broken');
    },
    sleep: async () => {},
  };
  const { code, stderr } = await made.verify([], { context: { clock } });
  expect(stderr).toContain('lastgood itself failed: Error: the clock is broken');
  expect(code).toBe(3);
});
