import { expect, test } from 'vitest';
import { examplePause } from '../../../lib/core/catalogue/example-cases.ts';
import { fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { Pause } from '../../../lib/core/pause.ts';
import { paused, pauseEnded, pauseOver, pauseStands } from '../../../lib/core/texts/pause.ts';

const minute = 60_000;
const stands = (app: Pause | null, toldAt: number | null = null): Draft => ({
  ...withState(fresh, { conditions: toldAt === null ? {} : { paused: toldAt } }),
  facts: { ...fresh.facts, pause: { app, fleet: null } },
});

test('a pause is told when it begins and once it has stood for a day', () => {
  const began = 'paused by anna@laptop, for 2 h more: nothing is rolled back';
  expect(paused(stands(examplePause)).headline).toBe(began);
  expect(paused(stands(examplePause, now - 2 * minute)).headline).toBe(began);
  expect(paused(stands(examplePause, now)).headline).toBe(`still ${began}`);
  expect(paused(stands(examplePause))).toMatchObject({ evidence: [], undo: null });
});

test('a pause is ended by the command for the app, or for all apps', () => {
  const resume = (app: string | null) => pauseStands({ ...examplePause, app }, now, true).next;
  expect(resume('my-shop')).toEqual(['To end it before its time: `npx lastgood resume my-shop`']);
  expect(resume(null)).toEqual(['To end it before its time: `npx lastgood resume --all`']);
});

test('a pause whose time is over stands for no time more', () => {
  expect(pauseStands(examplePause, examplePause.until + minute, false).headline).toContain(
    'for 0 ms more',
  );
});

test('the end of a pause says who ended it, if that is known', () => {
  const unknown = 'The pause is no longer there.';
  expect(pauseOver(null).happened).toBe(unknown);
  expect(pauseEnded(stands(null)).happened).toBe(unknown);
  expect(paused(stands(null)).kind).toBe('pause-ended');
  const ended = { at: now, by: 'ben@laptop' };
  expect(pauseEnded(stands({ ...examplePause, ended })).happened).toBe(
    'ben@laptop ended it at 2026-11-23 03:14:05 UTC.',
  );
});
