import { describe, expect, test } from 'vitest';
import { intent } from '../../../lib/core/catalogue/example-cases.ts';
import { failing, fresh } from '../../../lib/core/catalogue/example-draft.ts';
import { type Draft, withState } from '../../../lib/core/draft.ts';
import type { Dyno } from '../../../lib/core/release.ts';
import {
  dynoLines,
  evidenceLines,
  failingText,
  intentFacts,
  madeName,
  named,
  readingLines,
  sentence,
  someOf,
  tollLines,
} from '../../../lib/core/texts/common.ts';
import { withoutHeroku, withoutRelease, withToll } from './drafts.ts';

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
const since = 'Our probes since 2026-11-23 03:11:09 UTC:';

test('a release is named by its version, or as the release where nobody knows which it is', () => {
  expect(failingText(failing, 29)).toMatch(/^v29 has been failing since .* UTC \(40 s ago\)\.$/);
  expect(failingText(failing, null)).toMatch(/^The release has been failing since /);
  expect([named(29), named(null)]).toEqual(['v29', 'the release']);
  expect([madeName(intent), madeName({ ...intent, release: null })]).toEqual(['v30', 'release']);
});

test('machines get the three releases of a rollback, the third once Heroku has made it', () => {
  expect(intentFacts(intent)).toEqual({ culprit: 29, target: 27, rollback: 30 });
  expect(intentFacts({ ...intent, release: null })).toEqual({
    culprit: 29,
    target: 27,
    rollback: null,
  });
});

test('a reading tells what was asked, what came and how long each part took', () => {
  const { reading } = failing.facts;
  expect(readingLines(reading)).toEqual([
    'GET https://my-shop-0123456789ab.herokuapp.com/health',
    'Expected: status 200 and body "ok"',
    "Came (status): status 503, Heroku's application error page",
    'Timing: dns 2 ms, connect 11 ms, tls 14 ms, headers 38 ms, body 1 ms, total 66 ms',
  ]);
  const phases = { ...reading.phases, tlsMs: null, headersMs: 38.4, bodyMs: null };
  expect(readingLines({ ...reading, cause: null, phases }).slice(2)).toEqual([
    "Came: status 503, Heroku's application error page",
    'Timing: dns 2 ms, connect 11 ms, headers 38 ms, total 66 ms',
  ]);
});

describe('the probes of a release', () => {
  test.each<[Parameters<typeof withToll>[0], readonly string[]]>([
    [null, []],
    [{ made: 0, lost: 0, slow: 0 }, []],
    [
      { made: 115, lost: 0, slow: 1, firstLostAt: null, lastLostAt: null },
      [`${since} lost 0 of 115, 1 took longer than 2 s; preboot is off`],
    ],
    [
      { lost: 1, firstLostAt: at('03:13:25'), lastLostAt: at('03:13:25'), preboot: true },
      [`${since} lost 1 of 115 at 2026-11-23 03:13:25 UTC, 1 took longer than 2 s; preboot is on`],
    ],
    [
      { lost: 3, firstLostAt: at('03:13:25'), lastLostAt: at('03:13:46'), preboot: null },
      [
        `${since} lost 3 of 115 over 21 s (2026-11-23 03:13:25 UTC to 2026-11-23 03:13:46 UTC), ` +
          '1 took longer than 2 s',
      ],
    ],
  ])('that cost %j', (toll, lines) => {
    expect(tollLines(withToll(toll))).toEqual(lines);
  });
});

describe('the dynos', () => {
  const dyno = (change: Partial<Dyno>): Dyno => ({
    ...{ name: 'web.1', type: 'web', state: 'up', releaseVersion: 29 },
    ...change,
  });
  const showing = (dynos: Dyno[] | null): Draft => {
    const { heroku } = fresh.facts;
    return { ...fresh, facts: { ...fresh.facts, heroku: heroku && { ...heroku, dynos } } };
  };

  test('are told in one line, those that serve the web alone', () => {
    const dynos = [
      dyno({}),
      dyno({ name: 'worker.1', type: 'worker' }),
      dyno({ name: 'web.2', state: 'starting', releaseVersion: null }),
    ];
    expect(dynoLines(showing(dynos))).toEqual(['Dynos: web.1 up on v29, web.2 starting']);
  });

  test('are not spoken of where there is none, or nobody asked', () => {
    expect(dynoLines(showing([dyno({ type: 'worker' })]))).toEqual([]);
    expect(dynoLines(showing(null))).toEqual([]);
    expect(dynoLines(withoutHeroku(fresh))).toEqual([]);
  });
});

describe('the evidence', () => {
  test('begins with the row of sick readings, if there is one', () => {
    expect(evidenceLines(failing)[0]).toBe('3 sick readings in a row over 40 s');
    const { evidence } = failing.state;
    const once = withState(failing, { evidence: { ...evidence, sickInARow: 1 } });
    expect(evidenceLines(once)[0]).toBe('1 sick reading, at 2026-11-23 03:13:25 UTC');
    const sickLast = evidence.sickLast && { ...evidence.sickLast, at: at('03:14:00') };
    const before = withState(failing, { evidence: { ...evidence, sickLast } });
    expect(evidenceLines(before)[0]).toBe('3 sick readings in a row over 35 s');
    const none = { sickInARow: 0, sickFirst: null, sickLast: null };
    const well = withState(fresh, { evidence: { ...fresh.state.evidence, ...none } });
    expect(evidenceLines(well)[0]).toMatch(/^GET /);
  });

  test('knows the release, its probes and its dynos, or leaves them out', () => {
    const told = (draft: Draft) => evidenceLines(draft).map((line) => line.split(' ', 1)[0]);
    const reading = ['3', 'GET', 'Expected:', 'Came', 'Timing:'];
    expect(told(failing)).toEqual([...reading, 'Our', 'Release', 'What', 'Dynos:']);
    expect(told(withoutHeroku(withoutRelease(failing)))).toEqual(reading);
  });

  test('shows what the release changed since the one that is gone back to', () => {
    const changed = (good?: number) => evidenceLines(failing, good).at(-2);
    expect(changed()).toContain('What it changed since v27');
    expect(changed(27)).toContain('What it changed since v27');
    expect(changed(26)).toBe('Its code: https://github.com/acme/my-shop/commit/9c0ffee1');
  });
});

test.each([
  ['wait for it', 'Wait for it.'],
  ['Is it up?', 'Is it up?'],
  ['stop!', 'Stop!'],
  ['it ended.', 'It ended.'],
  ['end it: `heroku maintenance:off`', 'End it: `heroku maintenance:off`'],
  ['? came.then', '? came.then.'],
])('%j is told as a sentence', (text, told) => {
  expect(sentence(text)).toBe(told);
});

test('of many apps five are named', () => {
  expect(someOf(['shop', 'blog'])).toBe('shop, blog');
  expect(someOf(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
  expect(someOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
});
