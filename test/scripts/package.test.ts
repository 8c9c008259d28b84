/** What `npm pack` makes: it installs nothing beside itself, and verifies a deploy. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { published } from '../../scripts/manifest.ts';
import { answering } from '../cli/verify/apps.ts';
import { type Stage, shop, stage, token, wrongAnswer } from '../cli/verify/stage.ts';
import { npmEnvironment } from '../npm-environment.ts';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const tarballBytesMax = 1024 * 1024;
const installedBytesMax = 4 * 1024 * 1024;
let directory: string;
let installed: string;
let tarball: string;

/** npm of the Node that the tests run on. */
async function npm(cwd: string, ...words: readonly string[]) {
  const env = { ...npmEnvironment(), PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
  return (await run('npm', words, { cwd, env })).stdout;
}

/** A copy, because `npm pack` changes package.json while it works, and other tests read it. */
async function copyProject(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files'], { cwd: root });
  const wanted = /^(bin|lib|functions|scripts|package|README|LICENSE|apps\.)/;
  for (const file of stdout
    .trim()
    .split('\n')
    .filter((path) => wanted.test(path))) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(root, file), join(to, file));
  }
  await symlink(join(root, 'node_modules'), join(to, 'node_modules'));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lastgood-package-'));
  const project = join(directory, 'project');
  await copyProject(project);
  const [packed] = JSON.parse(
    await npm(project, 'pack', '--json', '--pack-destination', directory),
  );
  tarball = join(directory, packed.filename);
  installed = join(directory, 'installed');
  await mkdir(installed);
  await writeFile(join(installed, 'package.json'), '{ "private": true }\n');
  await npm(installed, 'install', '--omit=dev', '--no-audit', '--no-fund', tarball);
}, 120_000);
afterAll(() => rm(directory, { recursive: true }));

/** Verifies with the installed package on this Node. */
async function verify(made: Stage, node: string, words: readonly string[]) {
  const command = join(installed, 'node_modules/.bin/lastgood');
  const env = { HEROKU_API_KEY: token, HEROKU_API_URL: made.heroku.apiUrl };
  const all = [command, 'verify', shop, '--config', made.config, ...words];
  try {
    const { stdout, stderr } = await run(node, all, { env, cwd: installed });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, stdout: failed.stdout, stderr: failed.stderr };
  }
}

/** Node of another major version, from npm. */
async function nodeOf(major: number): Promise<string> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const place = join(directory, `node-${major}`);
  await mkdir(place);
  await writeFile(join(place, 'package.json'), '{ "private": true }\n');
  await npm(place, 'install', '--no-audit', '--no-fund', `${name}@${major}`);
  return join(place, 'node_modules', name, 'bin/node');
}

test('it is a few megabytes, and nothing is installed with it', async () => {
  const lock = JSON.parse(await readFile(join(installed, 'package-lock.json'), 'utf8'));
  const present = Object.entries<{ optional?: boolean; peer?: boolean }>(lock.packages);
  const own = present.filter(([path]) => path !== '').map(([path]) => path);
  expect(own).toEqual(['node_modules/lastgood']);
  const { size } = await stat(tarball);
  const bundle = await stat(join(installed, 'node_modules/lastgood/dist/lastgood.cjs'));
  console.log(`the package: ${size} bytes packed, its one file ${bundle.size} bytes`);
  expect(size).toBeLessThan(tarballBytesMax);
  expect(bundle.size).toBeLessThan(installedBytesMax);
});

test('the licences of all that is bundled are passed on with it', async () => {
  const text = await readFile(join(installed, 'node_modules/lastgood/dist/licenses.txt'), 'utf8');
  const bundled = ['commander', 'p-map', 're2js', 'undici', 'valibot', 'yaml', '@aws-sdk/core'];
  for (const name of bundled) expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  expect(text).toContain('Permission is hereby granted');
  expect(text).toContain('Apache License');
  // Without a text of its own: where it is.
  expect(text).toMatch(
    /@middy\/core [\d.]+\n.*Licence: MIT.* https:\/\/github\.com\/middyjs\/middy\n/s,
  );
  expect(text).not.toMatch(/^(vitest|esbuild|dynalite) /m);
});

test('packing leaves package.json as it was', async () => {
  const before = await readFile(join(root, 'package.json'), 'utf8');
  expect(await readFile(join(directory, 'project/package.json'), 'utf8')).toBe(before);
  const inside = join(installed, 'node_modules/lastgood/package.json');
  expect(await readFile(inside, 'utf8')).toBe(published(before));
  expect(JSON.parse(published(before))).not.toHaveProperty('dependencies');
});

test.each([22, 24])(
  'on Node %i it notes, verifies and rolls back',
  { timeout: 120_000 },
  async (major) => {
    const running = Number.parseInt(process.versions.node, 10);
    const node = major === running ? process.execPath : await nodeOf(major);
    const { stdout } = await run(node, ['--version']);
    expect(stdout).toMatch(new RegExp(`^v${major}\\.`));
    const made = await stage();
    const baseline = ['--baseline', made.file('before.json')];
    const noted = await verify(made, node, [...baseline, '--note']);
    expect(noted).toMatchObject({ code: 0, stderr: '' });
    await made.deploy(answering(200, wrongAnswer));
    const verified = await verify(made, node, baseline);
    expect(verified).toMatchObject({ code: 1, stderr: '' });
    expect(verified.stdout).toContain('rolled it back to v3, which was seen healthy');
    expect(made.heroku.rollbackCalls(shop)).toBe(1);
  },
);

test('an installation that is broken is no verdict: 3, never the status of a rollback', async () => {
  const broken = join(directory, 'broken');
  await cp(join(installed, 'node_modules/lastgood'), broken, { recursive: true });
  await writeFile(join(broken, 'dist/lastgood.cjs'), "throw new Error('half of a file');\n");
  const failed = run(process.execPath, [join(broken, 'bin/lastgood.js'), 'verify', shop]);
  await expect(failed).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('lastgood itself failed: Error: half of a file'),
  });
});

test('what needs the emulators says what to install', async () => {
  const command = join(installed, 'node_modules/.bin/lastgood');
  const failed = run(process.execPath, [command, 'drill', '--once'], { cwd: installed, env: {} });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    // Nothing is introduced that cannot be played.
    stdout: '',
    stderr: expect.stringContaining('`npm install dynalite fauxqs` beside lastgood'),
  });
});
