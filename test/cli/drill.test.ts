import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { alive, descendants, type Line, parse, startLastgood } from './lastgood.ts';

/** The whole story takes no longer. */
const storyMs = 90_000;

/** A directory for the files of its apps, so that it can be seen that none is left. */
async function startDrill(words: readonly string[]) {
  const files = await mkdtemp(join(tmpdir(), 'lastgood-drill-'));
  onTestFinished(() => rm(files, { recursive: true }));
  return { drill: startLastgood(words, { environment: { TMPDIR: files }, cwd: files }), files };
}

test('both broken releases are rolled back, everybody is told, and nothing is left behind', {
  timeout: storyMs,
}, async () => {
  const { drill, files } = await startDrill(['drill', '--once', '--json']);
  await drill.until(({ part, text }) => part === 'scene' && text.startsWith('Act one'));
  const processes = descendants(drill.child.pid);
  expect(processes.length).toBeGreaterThanOrEqual(3);

  expect(await drill.ended).toEqual({ code: 0, signal: null });
  expect(drill.stderr).toEqual([]);
  expect(alive(processes)).toEqual([]);
  expect(await readdir(files)).toEqual([]);

  const lines = drill.stdout.map(parse);
  const checks = lines.filter(({ part }) => part === 'check');
  expect(checks).toHaveLength(14);
  expect(checks.filter(({ ok }) => ok !== true)).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ part: 'end', ok: true });
  expect(storyOf(lines)).toEqual(story);
});

/** What a reader follows of shop: who does what, in which order. */
const story = [
  'heroku v3 is released by dev@example.com',
  'says release-good',
  'heroku v4 is released by dev@example.com',
  "sees sick: status 503, Heroku's application error page",
  'says release-detected',
  'says rollback-started',
  'heroku v5 is released: a rollback to v3',
  'sees healthy again: status 200, body "ok"',
  'says rollback-current',
  'says rolled-back',
  'heroku v6 is released by dev@example.com',
  'sees sick: status 200, body "database unreachable"',
  'says release-detected',
  'says rollback-started',
  'heroku v7 is released: a rollback to v5',
  'sees healthy again: status 200, body "ok"',
  'says rollback-current',
  'says rolled-back',
];

/** Lines of different parts can swap places by a millisecond: each part is in its own order. */
function storyOf(lines: readonly Line[]): readonly string[] {
  const told = lines
    .filter(({ app, apps }) => app === 'shop' || (Array.isArray(apps) && apps.includes('shop')))
    .map(({ part, text, kind }) => `${part} ${part === 'says' ? kind : text}`);
  const wanted = new Set(story);
  return withoutLate(told).filter((line) => wanted.has(line));
}

/** An answer that a busy machine holds up is no part of the story, nor is the next good one. */
function withoutLate(told: readonly string[]): readonly string[] {
  const seen = told.filter((line) => line.startsWith('sees '));
  const late = seen.flatMap((line, at) =>
    line.startsWith('sees sick: no answer') ? [line, seen[at + 1]] : [],
  );
  return told.filter((line) => {
    const place = late.indexOf(line);
    if (place >= 0) late.splice(place, 1);
    return place < 0;
  });
}

test('Ctrl-C in the middle ends it with all of its processes', async () => {
  const { drill, files } = await startDrill(['start', '--json']);
  await drill.until(({ part, text }) => part === 'scene' && text.startsWith('Prologue'));
  const processes = descendants(drill.child.pid);
  expect(processes.length).toBeGreaterThanOrEqual(3);
  drill.child.kill('SIGINT');
  expect(await drill.ended).toEqual({ code: 130, signal: null });
  expect(alive(processes)).toEqual([]);
  expect(await readdir(files)).toEqual([]);
});

test('its processes end with it when it is killed', async () => {
  const { drill } = await startDrill(['drill', '--json']);
  await drill.until(({ part, text }) => part === 'scene' && text.startsWith('Prologue'));
  const processes = descendants(drill.child.pid);
  expect(processes.length).toBeGreaterThanOrEqual(3);
  drill.child.kill('SIGKILL');
  expect(await drill.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => alive(processes)).toEqual([]);
});

test('without a terminal there is neither colour nor a line that is written over', async () => {
  const { drill } = await startDrill(['drill']);
  await drill.untilText('decides  the check passes');
  drill.child.kill('SIGINT');
  await drill.ended;
  const text = drill.stdout.join('\n');
  expect(text).toContain('decides  the check passes');
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\r');
});
