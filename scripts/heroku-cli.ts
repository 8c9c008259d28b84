// Runs the unmodified heroku command line against the small Heroku: the proof that it behaves like
// the real one.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { type SmallHeroku, startSmallHeroku } from '../lib/local/heroku/small-heroku.ts';
import { app, type Check, checks } from './heroku-cli-checks.ts';

type Run = { readonly status: number; readonly output: string };

const token = 'small-heroku-token';

const path = process.argv[2];
process.exitCode = path === undefined ? explain() : await checkAll(resolve(path));

function explain(): number {
  console.error(
    'Get the heroku command line: mkdir heroku-cli && cd heroku-cli && npm i heroku@11',
  );
  console.error('Then run: node scripts/heroku-cli.ts heroku-cli/node_modules/.bin/heroku');
  return 2;
}

async function checkAll(binary: string): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'heroku-cli-'));
  const heroku = await startSmallHeroku({ token });
  try {
    await prepare(heroku);
    let failures = 0;
    for (const check of checks(heroku)) {
      const fault = await findFault(check, heroku, (line) => run(binary, line, { heroku, home }));
      console.log(
        fault ? `failed  heroku ${check.line}\n${fault}` : `ok      heroku ${check.line}`,
      );
      if (fault) failures += 1;
    }
    return failures === 0 ? 0 : 1;
  } finally {
    await heroku.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** v3 answers `one` and v4 answers `two`. */
async function prepare(heroku: SmallHeroku): Promise<void> {
  await heroku.createApp(app, { configVars: { GREETING: 'hello' } });
  await heroku.deploy(app, sourceThatAnswers('one'));
  await heroku.untilWeb(app, 'up');
  await heroku.deploy(app, sourceThatAnswers('two'));
  await heroku.untilWeb(app, 'up');
}

function sourceThatAnswers(text: string) {
  const listen = `.listen(process.env.PORT, () => console.log('listening with ${text}'))`;
  const answer = `(_, response) => response.end('${text}')`;
  const server = `require('node:http').createServer(${answer})${listen};`;
  return { files: { 'server.js': server }, procfile: 'web: node server.js' };
}

/** What is wrong, in indented lines; null: nothing is. */
async function findFault(
  check: Check,
  heroku: SmallHeroku,
  runLine: (line: string) => Promise<Run>,
): Promise<string | null> {
  const arrived: string[] = [];
  const off = heroku.on('request', ({ method, path }) => arrived.push(`${method} ${path}`));
  const { status, output } = await runLine(check.line);
  off();
  const unprinted = check.prints.filter((pattern) => !pattern.test(output));
  const missing = check.requests.filter((request) => !arrived.includes(request));
  const faults = [
    ...(status === 0 ? [] : [`expected exit status 0, came ${status}`]),
    ...unprinted.map((pattern) => `expected output like ${pattern}`),
    ...missing.map((request) => `expected the request ${request}`),
    ...((await check.holds?.()) === false ? ['expected the app to answer otherwise'] : []),
  ];
  if (faults.length === 0) return null;
  const came = [`came: requests ${arrived.join(', ') || 'none'}`, `came: output ${output}`];
  return [...faults, ...came]
    .map((line) => `        ${line.replaceAll('\n', '\n        ')}`)
    .join('\n');
}

function run(
  binary: string,
  line: string,
  { heroku, home }: { readonly heroku: SmallHeroku; readonly home: string },
): Promise<Run> {
  const environment = {
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOME: home,
    XDG_DATA_HOME: home,
    HEROKU_HOST: heroku.apiUrl,
    HEROKU_API_KEY: token,
    DISABLE_TELEMETRY: 'true',
    HEROKU_SKIP_NEW_VERSION_CHECK: 'true',
    COLUMNS: '200',
  };
  return new Promise((resolve) => {
    const options = { env: environment, timeout: 60_000 };
    execFile(binary, line.split(' '), options, (error, stdout, stderr) => {
      const code = error?.code;
      const status = error ? (typeof code === 'number' ? code : 1) : 0;
      resolve({
        status,
        output: `${stdout}${stderr}${status === 1 ? (error?.message ?? '') : ''}`,
      });
    });
  });
}
