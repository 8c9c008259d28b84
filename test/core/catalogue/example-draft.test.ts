import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { blocked, intent, refusal } from '../../../lib/core/catalogue/example-cases.ts';
import * as drafts from '../../../lib/core/catalogue/example-draft.ts';
import { checked, unchecked, unwelcome } from '../../../lib/core/catalogue/example-github.ts';
import { exampleEntry, exampleRelease, now } from '../../../lib/core/catalogue/example-releases.ts';
import type { Draft } from '../../../lib/core/draft.ts';
import { factsShape } from '../../../lib/core/history/shapes.ts';
import { stateShape } from '../../../lib/core/state.ts';
import { minute, second } from '../fixtures.ts';

const { failing, fresh, live, mixed, sluggish, unseen, verifying, well } = drafts;
const all = { ...drafts, checked, unchecked, unwelcome };
const moments = Object.entries(all).filter(
  (entry): entry is [string, Draft] => 'facts' in entry[1],
);

describe.each(moments)('%s is a moment of the night', (_name, draft) => {
  test('as it could be seen and remembered', () => {
    expect(v.parse(stateShape, draft.state)).toEqual(draft.state);
    expect(v.parse(factsShape, draft.facts)).toEqual(draft.facts);
    expect(draft.state.checkHash).toBe(draft.checkHash);
  });

  test('out of any maintenance, with nothing decided yet', () => {
    const { alerts, effect, report, muted, herokuMaintenance, maintenance, scored } = draft;
    expect({ alerts, effect, report, muted, herokuMaintenance, maintenance, scored }).toEqual({
      ...{ alerts: [], effect: null, report: null, scored: true },
      ...{ muted: false, herokuMaintenance: false, maintenance: false },
    });
  });

  test('in which Heroku shows the app with one web dyno', () => {
    const { reading, heroku, lastHealthyAt } = draft.facts;
    expect(heroku?.app).toEqual({
      ...{ id: 'app-1', name: 'my-shop', webUrl: new URL('/', reading.url).href },
      ...{ maintenance: false, privateSpace: false, releasedAt: exampleRelease(29).createdAt },
    });
    expect(heroku).toMatchObject({ formation: [{ type: 'web', quantity: 1 }], preboot: false });
    expect(lastHealthyAt).toBe(now - 4 * minute);
  });
});

test('the app is seen as each moment says', () => {
  const seen = ({ facts: { reading, heroku } }: Draft) => {
    const { verdict, reachedApp, slow } = reading;
    const [dyno] = heroku?.dynos ?? [];
    return `${verdict} ${reachedApp} ${slow} ${dyno?.state} v${dyno?.releaseVersion}`;
  };
  expect([failing, well, unseen, sluggish, mixed, live, verifying].map(seen)).toEqual([
    'sick true false crashed v29',
    'healthy true false up v29',
    'unknown true false up v29',
    'healthy true true up v29',
    'healthy true false up v27',
    'sick true false up v30',
    'healthy true false up v30',
  ]);
  const { cause, came } = failing.facts.reading;
  const { sickFirst, sickLast } = failing.state.evidence;
  expect(sickFirst).toEqual({ at: now - 40 * second, cause, came });
  expect(sickLast).toEqual({ at: now, cause, came });
  const versions = ({ state }: Draft) => state.ledger.map(({ version }) => version);
  expect([fresh, mixed, live].map(versions)).toEqual([
    [29, 27],
    [29, 27],
    [30, 29, 27],
  ]);
});

test('the rollback of the night leads from v29 to v27, and came of it v30', () => {
  const of = (version: number) => {
    const { id, artifact } = exampleRelease(version);
    return { id, version, artifact };
  };
  const { trouble, ...rest } = intent;
  expect(rest).toEqual({
    ...{ culprit: of(29), target: of(27), release: { id: of(30).id, version: 30 } },
    ...{ plannedAt: now - 16 * minute, sentAt: now - 16 * minute, retryAt: null },
    ...{ newestVersion: 29, sends: 1, slowTold: false },
  });
  expect(trouble).toContain('no answer');
  expect(blocked).toMatchObject({ kind: 'blocked', target: { release: exampleRelease(27) } });
  expect(refusal).toMatchObject({ canRetry: false, maybeDone: false });
  expect(verifying.state.situation).toEqual({
    ...{ name: 'verifying', since: now - minute, intent, early: false },
    ...{ until: now - 30 * second, deadline: now + 9 * minute },
  });
});

test('a release of the night is as Heroku lists it, one of them current', () => {
  expect(exampleRelease(32)).toEqual({
    ...{ id: 'release-32', version: 32, status: 'succeeded', current: false, createdAt: now },
    ...{ eligibleForRollback: true, description: '', userEmail: 'anna@example.com' },
    ...{ artifact: 'slug-32', slugId: 'slug-32', addonPlans: [] },
  });
  const shown = [31, 30, 29, 28, 27].map(exampleRelease);
  expect(shown.map(({ status, current }) => `${status}${current ? ', current' : ''}`)).toEqual([
    ...['failed', 'succeeded', 'succeeded, current', 'pending', 'succeeded'],
  ]);
  expect(exampleEntry(30).kind).toBe('rollback');
});

test('two checks of v29 fail, and later none', () => {
  const checksOf = ({ state }: Draft) => state.ledger[0]?.checks;
  const asked = { since: now - 3 * minute, askedAt: now - 20 * second, told: false };
  const names = ['unit tests', 'lint'];
  expect(checksOf(unchecked)).toEqual({ ...asked, state: 'failing', passed: 4, names });
  expect(checksOf(checked)).toEqual({ ...asked, state: 'passing', passed: 6, names: [] });
  expect(unchecked.app.checks).toBe('hold');
});

test('a release that the night does not have is asked for in vain', () => {
  expect(() => drafts.good(fresh, 99)).toThrow('the night has no v99');
});
