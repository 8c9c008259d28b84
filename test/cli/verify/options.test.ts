import { describe, expect, test } from 'vitest';
import { PatientCommand } from '../../../lib/cli/patient-command.ts';
import { annotation, fenced } from '../../../lib/cli/verify/github.ts';
import {
  addVerifyOptions,
  contradictions,
  type VerifyOptions,
  verifyKeys,
} from '../../../lib/cli/verify/options.ts';
import { createSafe } from '../../../lib/cli/verify/safe-output.ts';
import { run } from './stage.ts';

/** The options as commander makes them of these words. */
function read(...words: readonly string[]): VerifyOptions {
  const command = addVerifyOptions(new PatientCommand().exitOverride());
  return command.parse(words, { from: 'user' }).opts();
}

const keysOf = (...words: readonly string[]) => {
  const result = verifyKeys(read(...words));
  return result.faults.length === 0 ? result.keys : result.faults;
};

describe('options are keys of apps.yml', () => {
  test.each([
    [['--health', '/health'], { health: '/health', watch: '60000ms' }],
    [['--healthcheck', 'https://x.example/'], { health: 'https://x.example/', watch: '60000ms' }],
    [['--config', 'apps.yml'], {}],
    [['--config', 'apps.yml', '--delay', '5'], { warmup: '5s' }],
    [['--config', 'apps.yml', '--delay', '1.5'], { warmup: '1.5s' }],
    [['--config', 'apps.yml', '--delay', '2m'], { warmup: '2m' }],
    [['--config', 'apps.yml', '--rollback', 'FALSE'], { rollback: 'off' }],
    [['--config', 'apps.yml', '--rollback', 'True'], { rollback: 'auto' }],
    [['--config', 'apps.yml', '--version-endpoint', '/version'], { version: '/version' }],
    [['--config', 'apps.yml', '--probe-timeout', '3s'], { timeout: '3s' }],
    [['--config', 'apps.yml', '--timeout', '3m'], {}],
    [['--config', 'apps.yml', '--status', '200,204'], { status: [200, 204] }],
    [['--config', 'apps.yml', '--watch', '2m', '--redirects', '1'], { watch: '2m', redirects: 1 }],
  ])('%j', (words, keys) => {
    expect(keysOf(...words)).toEqual(keys);
  });

  test('a deployed lastgood has its own: everything that says otherwise is named', () => {
    const options = read('--via', 'https://x.example', '--checkstring', 'ok', '--rollback', 'true');
    expect(contradictions(options)).toEqual([
      "--via: that lastgood's own apps.yml says how; leave out --checkstring, --rollback",
    ]);
    expect(contradictions(read('--via', 'https://x.example', '--commit', 'abc1234'))).toEqual([]);
  });
});

test('the help shows both moments, and what each exit status means', async () => {
  const { code, stdout } = await run(['verify', '--help'], {});
  expect(code).toBe(0);
  expect(stdout).toContain('--baseline before.json --note');
  expect(stdout).toContain('1 bad and rolled back, 4 bad and not rolled back');
  expect(stdout).toContain('--healthcheck');
});

test('a workflow command keeps its parts apart', () => {
  expect(annotation('error', 'a: b, c%', 'd: e,\r\nf%')).toBe(
    '::error title=a%3A b%2C c%25::d: e,%0D%0Af%25\n',
  );
});

test.each(['plain', 'with ``` in it', '`````'])(
  'a fence is longer than any in the text: %s',
  (text) => {
    const block = fenced(text);
    const [opening = '', ...rest] = block.split('\n');
    const fence = opening.replace('text', '');
    expect(fence).toMatch(/^`{3,}$/);
    expect(text).not.toContain(fence);
    expect(rest.at(-1)).toBe(fence);
  },
);

test('secrets are placeholders wherever they stand, and short words are no secrets', () => {
  const safe = createSafe({
    HEROKU_API_KEY: ' HRKU-1234567 ',
    LASTGOOD_DEPLOY_TOKEN: 'deploy-token-1',
    LASTGOOD_WEBHOOK_SECRET: 'ok',
  });
  expect(safe('HRKU-1234567HRKU-1234567 deploy-token-1 ok')).toBe('[secret][secret] [secret] ok');
});
