import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build as bundle } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, build } from '../../scripts/build.ts';
import { leaveOut } from '../../scripts/leave-out.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lastgood-build-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** The files that a bundle was made of, as its map names them. */
async function sourcesOf(bundle: string): Promise<string[]> {
  const map: { sources: string[] } = JSON.parse(await readFile(`${bundle}.map`, 'utf8'));
  return map.sources.map((path) => `/${path.replace(/^(\.\.\/)*/, '')}`);
}

describe('a good configuration', () => {
  const configuration = 'apps: { shop: { health: /health, checkstring: ok } }\n';
  let built: readonly Built[];

  beforeAll(async () => {
    const file = join(directory, 'good.yml');
    await writeFile(file, configuration);
    built = await build({ directory: join(directory, 'good'), configuration: file });
  });

  test('is packaged as it stands', async () => {
    expect(await readFile(join(directory, 'good/apps.yml'), 'utf8')).toBe(configuration);
  });

  test.each(['sweep', 'watch', 'webhook', 'deploys', 'dead-letters'])(
    '%s is one file that holds what it needs',
    async (name) => {
      const file = built.find((one) => one.file.endsWith(`/${name}.cjs`))?.file ?? '';
      const sources = await sourcesOf(file);
      expect(sources).toContainEqual(expect.stringMatching(`/functions/${name}.ts$`));
      expect(sources.filter((path) => /\/lib\/(local|cli)\//.test(path))).toEqual([]);
      // Loaded where nothing is installed.
      const script = `const { handler } = require(${JSON.stringify(file)});
        console.log(typeof handler, handler.length)`;
      const { stdout } = await run(process.execPath, ['-e', script], { cwd: directory, env: {} });
      // Lambda's nodejs24.x takes a third parameter for a callback, and refuses to start.
      expect(stdout.trim()).toMatch(/^function [0-2]$/);
    },
  );

  test('deploys carry neither a probe nor a topic', async () => {
    const sources = await sourcesOf(join(directory, 'good/deploys.cjs'));
    expect(sources).toContainEqual(expect.stringContaining('/@aws-sdk/client-dynamodb/'));
    const unwanted = /\/node_modules\/(undici|@aws-sdk\/client-sns)\//;
    expect(sources.filter((path) => unwanted.test(path))).toEqual([]);
  });

  test('the webhook carries neither a probe nor a table', async () => {
    const sources = await sourcesOf(join(directory, 'good/webhook.cjs'));
    expect(sources).toContainEqual(expect.stringContaining('/@aws-sdk/client-sqs/'));
    const unwanted = /\/node_modules\/(undici|@aws-sdk\/client-(dynamodb|sns))\//;
    expect(sources.filter((path) => unwanted.test(path))).toEqual([]);
  });
});

test('a broken configuration fails the build with every fault, and nothing is written', async () => {
  const file = join(directory, 'broken.yml');
  await writeFile(
    file,
    'apps:\n  shop: { health: /health, checkstring: "" }\n  blog: { healht: /health }\n',
  );
  const target = join(directory, 'broken');
  const failure = await build({ directory: target, configuration: file }).then(
    () => 'built',
    (error: Error) => error.message,
  );
  expect(failure).toContain(`${file}:2:`);
  expect(failure).toContain(`${file}:3:`);
  await expect(access(target)).rejects.toThrow('ENOENT');
});

describe('what is left out of a library', () => {
  const runWith = async (contents: string) => {
    const outfile = join(directory, 'left-out.cjs');
    await bundle({
      stdin: { contents, resolveDir: root },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      outfile,
      metafile: true,
      plugins: [leaveOut()],
    });
    return run(process.execPath, [outfile], { env: {} });
  };

  test('is not missed by what is kept', async () => {
    const { stdout } = await runWith(`
      import { Agent, request } from 'undici';
      import { createServer } from 'node:http';
      const server = createServer((_, response) => response.end('kept')).listen(0, async () => {
        const url = 'http://127.0.0.1:' + server.address().port;
        const { body } = await request(url, { dispatcher: new Agent() });
        console.log(await body.text());
        process.exit();
      });`);
    expect(stdout).toBe('kept\n');
  });

  test('says so by name when it is used after all', async () => {
    const using = runWith(`import { fetch } from 'undici'; fetch('http://127.0.0.1:1');`);
    await expect(using).rejects.toThrow('./lib/web/fetch is left out of the bundle');
  });
});
