import { describe, expect, test } from 'vitest';
import { exampleCause, intent } from '../../../lib/core/catalogue/example-cases.ts';
import { failing, fresh, live } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import type { Cause } from '../../../lib/core/cause.ts';
import { moveTo } from '../../../lib/core/draft.ts';
import { causeFound } from '../../../lib/core/texts/cause.ts';
import { withoutRelease } from './drafts.ts';

const nothing: Cause = {
  ...{ summary: null, codes: [], command: null, ended: null, dyno: null, printed: [] },
};
const [h10] = exampleCause.codes;
if (h10 === undefined) throw new Error('the example has no code');
const read = "This is what the app's log, read at 2026-11-23 03:14:05 UTC, holds of";

describe('a log', () => {
  test('that holds a code alone is told by the code', () => {
    const r14 = { code: 'R14', times: 1, lastAt: now - 2_000, line: 'Error R14 (Memory quota)' };
    const found = causeFound(failing, { ...nothing, codes: [h10, r14] });
    expect(found).toMatchObject({
      headline: 'its log says: H10, the app crashed, or did not start',
      happened:
        `${read} v29. H10 stands there 4 times, last at 2026-11-23 03:14:04 UTC: the app ` +
        'crashed, or did not start. R14 stands there once at 2026-11-23 03:14:03 UTC: the dyno ' +
        'uses more memory than it has, and swaps.',
      evidence: [`Heroku: ${h10.line}`, 'Heroku: Error R14 (Memory quota)'],
      facts: { code: 'H10', release: 29 },
    });
    expect(found.next).toEqual([
      'Read what it said when it ended; a wrong start command in the Procfile looks like this.',
      'Look for a leak, or take larger dynos.',
      'Read the whole of it: `heroku logs -n 200 -a my-shop`',
    ]);
  });

  test('that holds an exit alone is told by that', () => {
    const ended = 'Process exited with status 137';
    expect(causeFound(failing, { ...nothing, ended })).toMatchObject({
      headline: 'its log says: Process exited with status 137',
      happened: `${read} v29.`,
      evidence: ['Heroku: Process exited with status 137'],
      next: ['Read the whole of it: `heroku logs -n 200 -a my-shop`'],
      facts: { code: null, release: 29 },
    });
  });

  test('that holds lines alone is told by the one that says it all', () => {
    const lines = { summary: 'out of memory', printed: ['a', 'out of memory'] };
    const told = causeFound(failing, { ...nothing, ...lines, dyno: 'web.2' });
    expect(told.headline).toBe('its log says: out of memory');
    expect(told.evidence).toEqual(['web.2: a', 'web.2: out of memory']);
  });
});

describe('the release that is spoken of', () => {
  test('is the one that is rolled back, although the rollback may run already', () => {
    const during = moveTo(live, { name: 'rolling-back', since: now, intent });
    expect(causeFound(during, exampleCause).facts).toEqual({ code: 'H10', release: 29 });
  });

  test('is the one that runs, or nobody knows which', () => {
    expect(causeFound(live, exampleCause).happened).toContain('holds of v30.');
    const { happened, facts } = causeFound(withoutRelease(fresh), exampleCause);
    expect(happened).toContain('holds of the release.');
    expect(facts).toEqual({ code: 'H10', release: null });
  });
});
