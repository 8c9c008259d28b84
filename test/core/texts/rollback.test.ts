import { describe, expect, test } from 'vitest';
import {
  blocked,
  examplePause,
  intent,
  refusal,
} from '../../../lib/core/catalogue/example-cases.ts';
import { failing, live, verifying } from '../../../lib/core/catalogue/example-draft.ts';
import { exampleRelease, now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, withEntry, withState } from '../../../lib/core/draft.ts';
import type { Formation } from '../../../lib/core/release.ts';
import type { Intent } from '../../../lib/core/state.ts';
import { rollbackCurrent, rollbackStarted, rolledBack } from '../../../lib/core/texts/rollback.ts';
import {
  rollbackLate,
  rollbackRaced,
  rollbackRefused,
  rollbackReleaseFailed,
  rollbackUnverified,
} from '../../../lib/core/texts/rollback-failure.ts';
import { rollbackHeld, wouldRollBack } from '../../../lib/core/texts/rollback-held.ts';
import {
  rollbackDelayed,
  rollbackSlow,
  rollbackStuck,
  rollbackUnknown,
} from '../../../lib/core/texts/rollback-waiting.ts';
import { withoutHeroku, withoutRelease } from './drafts.ts';

const unmade: Intent = { ...intent, release: null };
const facts = { culprit: 29, target: 27, rollback: 30 };
const counts = { probesMade: 115, probesLost: 3, probesSlow: 1 };

test('machines get the releases of a rollback, whatever becomes of it', () => {
  for (const { facts: told, kind } of [
    rollbackStarted(failing, intent),
    rollbackCurrent(live, intent),
    rollbackLate(live, intent),
    rollbackRaced(failing, intent, 32),
    rollbackRefused(failing, intent, refusal),
    rollbackReleaseFailed(failing, intent),
    rollbackUnverified(live, intent),
    rollbackDelayed(failing, intent),
    rollbackSlow(failing, intent),
    rollbackStuck(failing, intent),
    rollbackUnknown(failing, intent),
  ])
    expect(told, kind).toEqual(facts);
  expect(rolledBack(verifying, intent).facts).toEqual({ ...facts, ...counts });
});

describe('a rollback that begins', () => {
  const started = (formation: Formation[] | null): Draft => {
    const { heroku } = failing.facts;
    return { ...failing, facts: { ...failing.facts, heroku: heroku && { ...heroku, formation } } };
  };

  test('names the release command that runs again, if there is one', () => {
    const command = 'The app has a release command: Heroku runs that of v27 before it goes live.';
    const web = { type: 'web', quantity: 1 };
    const release = { type: 'release', quantity: 0 };
    expect(rollbackStarted(started([web, release]), intent).done.slice(1)).toEqual([command]);
    expect(rollbackStarted(started([web]), intent).done).toHaveLength(1);
    expect(rollbackStarted(started(null), intent).done).toHaveLength(1);
    expect(rollbackStarted(withoutHeroku(failing), intent).done).toHaveLength(1);
  });

  test('says whose word stands behind what it goes back to', () => {
    const seen = 'v27 is the last release that lastgood saw healthy and may go back to.';
    const vouched = 'v27 is the release that was current before; nobody saw it healthy.';
    const of = (draft: Draft) => rollbackStarted(draft, intent).happened;
    expect(of(failing)).toContain(seen);
    expect(of(withEntry(failing, 'release-27', { baseline: 'noted' }))).toContain(seen);
    expect(of(withEntry(failing, 'release-27', { baseline: 'vouched' }))).toContain(vouched);
    expect(of(withEntry(failing, 'release-29', { baseline: 'vouched' }))).toContain(seen);
    expect(of(withoutRelease(failing))).toContain(seen);
  });
});

describe('a rollback whose release', () => {
  test('is live is told with what is known of it', () => {
    const { headline, evidence } = rollbackCurrent(live, unmade);
    expect(headline).toBe('the rollback to v27 is live as the release');
    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatch(/^Went back to: Release v27 /);
    expect(rollbackCurrent(live, intent).evidence).toHaveLength(2);
  });

  test('is not known is told without it', () => {
    expect(rollbackSlow(failing, unmade).next[0]).toContain('`heroku releases:output vN -a');
    expect(rollbackStuck(failing, unmade).next[0]).toContain('`heroku releases:info vN -a');
    expect(rollbackReleaseFailed(failing, unmade).next[0]).toContain('releases:output vN -a');
    expect(rollbackLate(live, unmade).evidence.at(-1)).toMatch(/^Went back to: Release v27 /);
    expect(rollbackLate(live, unmade).evidence).toHaveLength(5);
    expect(rollbackLate(live, intent).evidence).toHaveLength(6);
  });

  test('has healed the app, tells what was rolled back, if that is known', () => {
    const told = (draft: Draft) =>
      rolledBack(draft, intent).evidence.filter((line) => line.startsWith('Release '));
    expect(told(verifying)).toHaveLength(1);
    expect(told(verifying)[0]).toMatch(/^Release v29 /);
    expect(told(withoutRelease(verifying))).toEqual([]);
    expect(rolledBack(withoutHeroku(withoutRelease(verifying)), intent).evidence).toHaveLength(4);
    const { evidence } = verifying.state;
    const now = withState(verifying, { evidence: { ...evidence, healthySince: null } });
    expect(rolledBack(now, intent).headline).toContain('the app is healthy again after 40 s');
  });
});

describe('a rollback without a clear answer', () => {
  test('is looked for once it was sent, and sent again where it was not', () => {
    expect(rollbackDelayed(failing, intent)).toMatchObject({
      headline: 'no clear answer to the rollback to v27; looking what became of it',
      done: ["Heroku's releases are read; it is asked once more only if they show nothing of it."],
    });
    const waiting = rollbackDelayed(failing, { ...unmade, sentAt: null, trouble: null });
    expect(waiting).toMatchObject({
      headline: 'the rollback to v27 waits, v29 is still live',
      done: ['Nothing was sent. lastgood tries again shortly, while the app stays sick.'],
    });
    expect(waiting.happened).toMatch(/^Heroku gave no reason\. v29 has been failing since /);
  });

  test.each([
    [0, 'Heroku was never asked to carry it out.'],
    [1, 'Heroku was asked once, and no release of it was seen.'],
    [2, 'Heroku was asked twice, and no release of it was seen.'],
  ])('that was sent %i times says so when the time is over', (sends, words) => {
    const { happened } = rollbackUnknown(failing, { ...unmade, sends, trouble: null });
    expect(happened).toBe(
      `The rollback was decided at 2026-11-23 02:58:05 UTC. ${words} The trouble began at ` +
        '2026-11-23 03:13:25 UTC (40 s ago).',
    );
  });
});

test('what Heroku has refused is told with the id for its support, if there is one', () => {
  const id = "Heroku's Request-Id: 01a2b3c4-5d6e-7f80-9a1b-2c3d4e5f6071";
  const unnamed = { ...refusal, requestId: null };
  expect(rollbackRefused(failing, intent, refusal).evidence.at(-1)).toBe(id);
  expect(rollbackRefused(failing, intent, unnamed).evidence.at(-1)).toMatch(/^Dynos: /);
});

describe('a rollback that is not made', () => {
  const byHand = (draft: Draft, target = blocked.target) =>
    rollbackHeld(draft, { ...blocked, target }).next.slice(1, -1);

  test('tells machines which release is to blame, and what stands in the way', () => {
    const { facts } = rollbackHeld(failing, blocked);
    expect(facts).toEqual({ culprit: 29, guards: 'pending budget', ...counts });
    const asked = wouldRollBack(failing, exampleRelease(27));
    expect(asked.facts).toEqual({ culprit: 29, target: 27, ...counts });
    const unknown = withoutRelease(failing);
    expect(rollbackHeld(unknown, blocked)).toMatchObject({
      headline: 'the release is failing and is NOT rolled back: v30 is being released right now',
      facts: { culprit: null, guards: 'pending budget' },
    });
    expect(wouldRollBack(unknown, exampleRelease(27)).facts).toEqual({ culprit: null, target: 27 });
    expect(rollbackHeld(failing, { ...blocked, blocked: [] }).headline).toMatch(/back: held$/);
  });

  test('shows what may be done by hand, with a release to go back to and without', () => {
    expect(byHand(failing)).toEqual([
      'Fix forward; or, if you know better, go back by hand: `heroku rollback v27 -a my-shop`',
    ]);
    expect(byHand(failing, { kind: 'none', reason: 'none is good' })).toEqual([
      'Fix forward, or see what there is to go back to: `heroku releases -a my-shop`',
      'Then go back to one of them by hand: `heroku rollback vN -a my-shop`',
    ]);
  });

  test('shows how to end the pause that stands in the way', () => {
    const everywhere = { ...examplePause, app: null };
    const over = { ...examplePause, until: now };
    const ending = (pause: Draft['facts']['pause']) =>
      byHand({ ...failing, facts: { ...failing.facts, pause } }).slice(1);
    const one = ['To end the pause: `npx lastgood resume my-shop`'];
    const all = ['To end the pause: `npx lastgood resume --all`'];
    expect(ending({ app: examplePause, fleet: everywhere })).toEqual(one);
    expect(ending({ app: over, fleet: everywhere })).toEqual(all);
    expect(ending({ app: over, fleet: null })).toEqual([]);
  });
});
