/** action.yml: its inputs reach the command, and its steps do in bash what they say. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAction, root, runAction } from './action/run-action.ts';
import { answering } from './cli/verify/apps.ts';
import { type Stage, shop, stage, token, wrongAnswer } from './cli/verify/stage.ts';

/** One step of a workflow that uses the action for shop. */
function use(made: Stage, inputs: Readonly<Record<string, string>>, actionPath = root) {
  return runAction({
    inputs: { heroku_api_key: token, heroku_app_name: shop, ...inputs },
    environment: { HEROKU_API_URL: made.heroku.apiUrl },
    directory: made.directory,
    actionPath,
  });
}

test('it takes the deploy action’s own inputs, with its defaults', async () => {
  const { inputs } = await readAction();
  expect(Object.keys(inputs)).toEqual(
    expect.arrayContaining([
      'heroku_api_key',
      'heroku_app_name',
      'healthcheck',
      'checkstring',
      'delay',
      'rollbackonhealthcheckfailed',
    ]),
  );
  expect(inputs['rollbackonhealthcheckfailed']?.default).toBe('false');
});

test('every input is given on, by the environment and never inside a script', async () => {
  const { inputs, outputs, runs } = await readAction();
  const scripts = runs.steps.map(({ run }) => run).join('\n');
  expect(scripts).not.toContain('${{');
  const environment = Object.assign({}, ...runs.steps.map(({ env }) => env));
  for (const name of Object.keys(inputs)) {
    const variables = Object.keys(environment).filter((key) =>
      environment[key].includes(`inputs.${name} `),
    );
    expect(variables, name).toHaveLength(1);
    if (variables[0]?.startsWith('INPUT_')) expect(scripts).toContain(`$${variables[0]}`);
  }
  for (const [name, { value }] of Object.entries(outputs)) {
    expect(value).toBe(`\${{ steps.lastgood.outputs.${name} }}`);
  }
});

describe('two moments of one job', () => {
  test('a sick release is rolled back to what the first of them has seen', async () => {
    const made = await stage();
    const inputs = { config: made.config, rollbackonhealthcheckfailed: 'TRUE' };
    const before = await use(made, { ...inputs, step: 'baseline' });
    expect(before.text).toContain('v3 runs and is healthy');
    expect(before.code).toBe(0);
    await made.deploy(answering(200, wrongAnswer));
    const after = await use(made, inputs);
    expect(after.text).toContain('v3 before it was seen healthy');
    expect(after.output).toBe('verdict=rolled-back\nrelease=v4\nrolled-back-to=v3\n');
    expect(after.code).toBe(1);
    expect(made.heroku.rollbackCalls(shop)).toBe(1);
    expect(`${before.text}${after.text}`).not.toContain(token);
  });

  test('with false, and when nothing is said, nothing is rolled back', async () => {
    const made = await stage();
    await made.deploy(answering(200, wrongAnswer));
    for (const inputs of [{}, { rollbackonhealthcheckfailed: 'False' }]) {
      const { code, text } = await use(made, { config: made.config, ...inputs });
      expect(text).toContain('in the way [mode]');
      expect(code).toBe(4);
    }
    expect(made.heroku.rollbackCalls(shop)).toBe(0);
  });
});

describe('the four inputs by themselves', () => {
  test('are a check without any file', async () => {
    const made = await stage();
    const { code, text } = await use(made, {
      healthcheck: `${made.heroku.appUrl(shop)}health`,
      checkstring: 'ok',
      delay: '1',
      step: 'baseline',
    });
    expect(text).toContain('v3 runs and is healthy (status 200, body "ok")');
    expect(code).toBe(0);
  });

  test.each([
    [{ rollbackonhealthcheckfailed: 'no' }, 'Expected true or false; came'],
    [{ rollbackonhealthcheckfailed: '' }, 'Expected true or false; came'],
    [{ delay: 'abc' }, '--delay: expected'],
    [{ step: 'both' }, 'step: expected baseline or verify'],
    [{ healthcheck: '' }, '--health: give the path or URL to probe'],
    [{ heroku_api_key: '' }, 'HEROKU_API_KEY: not set'],
    [{ heroku_app_name: '--help' }, 'expected'],
    [{ checkstring: '$(touch pwned)`touch pwned`"; touch pwned', timeout: 'x' }, 'such as 20m'],
  ])('%j is refused: 2', async (inputs, told) => {
    const made = await stage();
    const { code, text } = await use(made, { healthcheck: '/health', ...inputs });
    expect(text).toContain(told);
    expect(code).toBe(2);
  });
});

test('from a fresh checkout it installs what it needs, without dev dependencies', {
  timeout: 120_000,
}, async () => {
  const made = await stage();
  const checkout = join(made.directory, 'checkout');
  const files = execFileSync(
    'git',
    ['ls-files', 'bin', 'lib', 'functions', 'package*.json', '.npmrc'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  for (const file of files.trim().split('\n')) {
    await mkdir(dirname(join(checkout, file)), { recursive: true });
    await cp(join(root, file), join(checkout, file));
  }
  const { code, text } = await use(made, { config: made.config, step: 'baseline' }, checkout);
  expect(text).toMatch(/added \d+ packages/);
  expect(text).toContain('v3 runs and is healthy');
  expect(code).toBe(0);
});
