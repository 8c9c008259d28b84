import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../lib/adapters/clock.ts';
import type { CommandContext } from '../../lib/cli/context.ts';
import { PatientCommand } from '../../lib/cli/patient-command.ts';
import { addValidateCommand } from '../../lib/cli/validate.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(directory, { recursive: true }));

const good = `
apps:
  shop: { health: /health, checkstring: ok, probation: always }
  shop-eu:
    health: https://eu.example/healthz
    status: [200, 3xx]
    contains: up
    lacks: down
    matches: "^[a-z]+$"
    within: 2s
    rollback: ask
  old: { health: /, json: { $.db: up }, rollback: off }
`;
const bad = 'apps:\n  shop: { heath: /h, timeout: 5 }\n';

describe('a good file', () => {
  test('is told in one line an app: what is asked, what must come, what follows', async () => {
    const path = await file('good.yml', good);
    const ran = await validate([path]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toBe('');
    expect(ran.stdout.split('\n')).toEqual([
      `${path}: 3 apps, all good`,
      `  shop     /health                     status 200, body 'ok', in 10 s  rolled back always`,
      "  shop-eu  https://eu.example/healthz  status 200 or 300-399, with 'up', without 'down', " +
        'matching ^[a-z]+$, in 2 s  asks before a rollback, for 24 h',
      '  old      /                           status 200, $.db = "up", in 10 s  never rolled back',
      '',
    ]);
  });

  test('is one JSON object with --json, without its secrets', async () => {
    const text = `apps: { shop: { health: /h, headers: { A: "\${env:TOKEN}" } } }`;
    const ran = await validate([await file('json.yml', text), '--json'], { TOKEN: 'hush' });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      ok: true,
      configuration: { apps: [{ name: 'shop', check: { headers: { A: '[secret]' } } }] },
    });
    expect(ran.stdout).not.toContain('hush');
  });

  test('is found by LASTGOOD_APPS when none is named', async () => {
    const ran = await validate([], { LASTGOOD_APPS: await file('mine.yml', good) });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('mine.yml: 3 apps, all good');
  });
});

describe('a bad file', () => {
  test('is told in one line for each fault, with its place', async () => {
    const path = await file('bad.yml', bad);
    const ran = await validate([path]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.split('\n')).toEqual([
      `${path}:2:3 apps.shop: expected the key health, which is missing: ` +
        'the path or URL that is probed',
      `${path}:2:11 apps.shop.heath: expected a known key, came "heath"; did you mean health?`,
      `${path}:2:31 apps.shop.timeout: expected a duration with its unit ` +
        '(write 5s or 5ms), came 5 (a number)',
      `${path}: 3 faults; mend what each line says`,
      '',
    ]);
  });

  test('is one JSON object with --json', async () => {
    const ran = await validate([await file('bad.yml', bad), '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      ok: false,
      faults: [{ line: 2, column: 3 }, { line: 2, column: 11 }, { path: 'apps.shop.timeout' }],
    });
  });

  test('is told in colour on a terminal only', async () => {
    const path = await file('bad.yml', bad);
    const colour = String.fromCharCode(27);
    expect((await validate([path], {}, true)).stderr).toContain(colour);
    expect((await validate([path], { NO_COLOR: '1' }, true)).stderr).not.toContain(colour);
    expect((await validate([path])).stderr).not.toContain(colour);
  });
});

describe('a file that cannot be read', () => {
  test('is a matter of usage, and says what to do', async () => {
    const ran = await validate([join(directory, 'none.yml')]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('there is no such file; copy apps.example.yml');
  });

  test('is one JSON object with --json', async () => {
    const ran = await validate([join(directory, 'none.yml'), '--json']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: false });
  });
});

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

async function validate(
  words: readonly string[],
  environment: Record<string, string> = {},
  isTerminal = false,
): Promise<Ran> {
  let code: number | null = null;
  const written = { stdout: '', stderr: '' };
  const writer = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const context: CommandContext = {
    environment,
    clock: systemClock,
    stdout: writer('stdout'),
    stderr: writer('stderr'),
    isTerminal,
    setExitCode: (given) => {
      code = given;
    },
  };
  const program = new PatientCommand();
  addValidateCommand(program, context);
  await program.parseAsync(['validate', ...words], { from: 'user' });
  return { code, ...written };
}

async function file(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}
