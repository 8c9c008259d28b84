import { describe, expect, test } from 'vitest';
import { codeWords } from '../../lib/core/cause/codes.ts';
import { parseLog } from '../../lib/core/cause/log-lines.ts';
import { findCause } from '../../lib/core/cause.ts';
import { limits } from '../../lib/core/limits.ts';
import { begin, log } from './cause/log.ts';

const h10 =
  'heroku[router]: at=error code=H10 desc="App crashed" method=GET path="/health" status=503';

/** What Heroku's log says of `web: node sever.js`. */
const wrongCommand = log(
  'app[api]: Deploy 9c0ffee1 by user ben@example.com',
  'app[api]: Release v29 created by user ben@example.com',
  'heroku[web.1]: Stopping all processes with SIGTERM',
  'app[web.1]: Error: the old release is going',
  'heroku[web.1]: Process exited with status 143',
  'heroku[web.1]: Starting process with command `node sever.js`',
  'app[web.1]: node:internal/modules/cjs/loader:1228',
  'app[web.1]:   throw err;',
  'app[web.1]:   ^',
  'app[web.1]: ',
  "app[web.1]: Error: Cannot find module '/app/sever.js'",
  'app[web.1]:     at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)',
  'app[web.1]:     at node:internal/main/run_main_module:36:49 {',
  "app[web.1]:   code: 'MODULE_NOT_FOUND',",
  'app[web.1]: }',
  'heroku[web.1]: Process exited with status 1',
  'heroku[web.1]: State changed from starting to crashed',
  h10,
  h10,
  'app[api]: Release v30 created by user bot@example.com',
  'heroku[web.1]: Starting process with command `node server.js`',
  'app[web.1]: Error: the next release is none of it',
);

describe('the log of a release that does not start', () => {
  const cause = findCause(wrongCommand, { version: 29, since: begin });

  test('tells the code, the command, how it ended and what it said, and of no other release', () => {
    expect(cause).toEqual({
      summary: "Error: Cannot find module '/app/sever.js'",
      codes: [{ code: 'H10', times: 2, lastAt: begin + 18_000, line: expect.any(String) }],
      command: '`node sever.js`',
      ended: 'Process exited with status 1',
      dyno: 'web.1',
      printed: [
        "Error: Cannot find module '/app/sever.js'",
        'at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)',
        'at node:internal/main/run_main_module:36:49 {',
        "code: 'MODULE_NOT_FOUND',",
      ],
    });
  });

  test('is read from server-sent events as well', () => {
    const events = wrongCommand.replace(/^/gm, 'data: ').replaceAll('\n', '\n\nid: 1\n');
    expect(findCause(events, { version: 29, since: begin })).toEqual(cause);
  });

  test('is looked at from a time on where Heroku does not say when the release was created', () => {
    const kept = wrongCommand.split('\n').slice(15).join('\n');
    expect(findCause(kept, { version: 29, since: begin })?.codes).toEqual(cause?.codes);
    expect(findCause(kept, { version: 29, since: begin + 3_600_000 })).toBeNull();
    expect(findCause(kept, { version: null, since: begin + 20_500 })?.summary).toBe(
      'Error: the next release is none of it',
    );
  });
});

test('an app that says what is wrong without a trace is heard too', () => {
  const lines = log('app[web.1]: sh: 1: nod: not found', h10);
  expect(findCause(lines, { version: null, since: begin })).toMatchObject({
    summary: 'sh: 1: nod: not found',
    printed: ['sh: 1: nod: not found'],
  });
});

test('codes are counted, the most frequent first, of router and dynos', () => {
  const h12 = h10.replace('H10', 'H12').replace('App crashed', 'Request timeout');
  const r14 = 'heroku[web.1]: Error R14 (Memory quota exceeded)';
  const cause = findCause(log(r14, h12, h12, h12, r14), { version: null, since: begin });
  expect(cause?.codes.map(({ code, times }) => [code, times])).toEqual([
    ['H12', 3],
    ['R14', 2],
  ]);
});

test('codes are told by how often they come, and no more than are read', () => {
  const r14 = 'heroku[web.1]: Error R14 (Memory quota exceeded)';
  const codesOf = (...lines: string[]) =>
    findCause(log(...lines), { version: null, since: begin })?.codes.map(({ code }) => code);
  expect(codesOf(h10, r14, r14, r14)).toEqual(['R14', 'H10']);
  const many = Array.from({ length: 30 }, (_, index) => h10.replace('H10', `H${index + 11}`));
  expect(codesOf(...many)).toHaveLength(limits.causeCodesMax);
  expect(codesOf(h10, 'heroku[web.1]: see Error R14 (Memory quota exceeded)')).toEqual(['H10']);
});

describe('what a dyno said before it was started anew', () => {
  const start = 'heroku[web.1]: Starting process with command `node server.js`';
  const failed = ['app[web.1]: Error: of before', 'heroku[web.1]: Process exited with status 1'];
  const found = (...lines: string[]) => findCause(log(...lines), { version: null, since: begin });

  test('is none of this start', () => {
    expect(found(...failed, start, 'app[web.1]: listening')).toBeNull();
    expect(found(start, ...failed)).toMatchObject({
      summary: 'Error: of before',
      ended: 'Process exited with status 1',
      command: '`node server.js`',
    });
  });

  test('is its own matter: another dyno is heard, one whose start is not kept as well', () => {
    const other = 'app[web.2]: Error: of web.2';
    expect(found(other, ...failed, start)?.summary).toBe('Error: of web.2');
    expect(found(other)).toMatchObject({ dyno: 'web.2', command: null, ended: null });
  });
});

test('of several dynos the one that failed last is told, with its own lines alone', () => {
  const found = (...lines: string[]) => findCause(log(...lines), { version: null, since: begin });
  const errors = Array.from({ length: 20 }, (_, index) => `app[web.2]: Error: ${index}`);
  const cause = found('app[web.1]: Error: of web.1', ...errors);
  expect(cause).toMatchObject({ dyno: 'web.2', summary: 'Error: 19' });
  expect(cause?.printed).toHaveLength(limits.causeErrorLinesMax);
  expect(cause?.printed.join()).not.toContain('web.1');
});

test('a trace that is just short enough is told whole', () => {
  const frames = (count: number) =>
    Array.from({ length: count }, (_, at) => `app[web.1]:     at f${at} (/app/a.js:1:1)`);
  const printed = (count: number) =>
    findCause(log('app[web.1]: Error: deep', ...frames(count)), { version: null, since: begin })
      ?.printed;
  expect(printed(11)).toHaveLength(12);
  expect(printed(11)?.join()).not.toContain('left out');
  expect(printed(12)?.join()).toContain('(1 lines left out)');
});

test('an app’s own words are not how Heroku started or ended it, and Heroku’s are not printed', () => {
  const found = (...lines: string[]) => findCause(log(...lines), { version: null, since: begin });
  expect(found('app[web.1]: Process exited with status 1')).toBeNull();
  expect(found('heroku[web.1]: Process exited with status 0')).toBeNull();
  expect(found('heroku[web.1]: The Process exited with status 1')).toBeNull();
  expect(found('heroku[web.1]: Process exited with status 137')).toEqual({
    ...{ summary: null, codes: [], command: null, dyno: null, printed: [] },
    ended: 'Process exited with status 137',
  });
  expect(found('heroku[web.1]: Error R14 (Memory quota exceeded)')?.printed).toEqual([]);
  expect(found('app[web.1]: Starting process with command `evil`', h10)?.command).toBeNull();
});

test('an app cannot make itself out to be Heroku', () => {
  const forged = log(h10.replace('heroku', 'app'), 'app[web.1]: Error R14 (Memory quota exceeded)');
  expect(findCause(forged, { version: null, since: begin })?.codes).toEqual([]);
});

test('nothing is found where nothing tells', () => {
  const quiet = log(
    'heroku[web.1]: Starting process with command `node server.js`',
    'app[web.1]: listening',
    'heroku[router]: at=info method=GET path="/health" status=503',
    'app[worker.1]: Error: of a dyno that answers nobody',
  );
  expect(findCause(quiet, { version: null, since: begin })).toBeNull();
  expect(findCause('', { version: 1, since: begin })).toBeNull();
  expect(findCause('<html>no log</html>', { version: 1, since: begin })).toBeNull();
});

test('what is kept is short, safe and without secrets', () => {
  const frames = Array.from({ length: 50 }, (_, at) => `app[web.1]:     at f${at} (/app/a.js:1:1)`);
  const secret =
    'app[web.1]: Error: connect postgres://u:hunter2@db/x \u001b[31mSECRET_KEY=abcdefgh';
  const cause = findCause(log(secret, ...frames), { version: null, since: begin });
  expect(cause?.printed).toHaveLength(13);
  expect(cause?.printed).toContain('(39 lines left out)');
  expect(JSON.stringify(cause)).not.toMatch(/hunter2|abcdefgh|u001b/);
});

test('every code has words, and a new one its name', () => {
  expect(codeWords('H14').look).toContain('heroku ps:scale web=1');
  expect(codeWords('H77').what).toContain('H77');
});

test('a long log costs no more than its length', () => {
  const hard = `${'  at '.repeat(5_000)}\n`;
  const text = log(...Array.from({ length: 1_500 }, () => `app[web.1]: ${hard.slice(0, 300)}`));
  const before = process.cpuUsage();
  findCause(text, { version: 7, since: begin });
  // Our own work, however busy the machine is.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  expect(parseLog(text)).toHaveLength(1_500);
});
