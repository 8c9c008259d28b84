import { describe, expect, test } from 'vitest';
import { intent } from '../../../lib/core/catalogue/example-cases.ts';
import { failing, incident } from '../../../lib/core/catalogue/example-draft.ts';
import { now } from '../../../lib/core/catalogue/example-releases.ts';
import { type Draft, moveTo } from '../../../lib/core/draft.ts';
import type { Situation } from '../../../lib/core/state.ts';
import { reminder } from '../../../lib/core/texts/reminder.ts';
import { withoutRelease } from './drafts.ts';

const since = now - 60_000;
const logs = 'Look at it: `heroku logs -n 200 -a my-shop`';
const releases = 'heroku releases -a my-shop';
const watching = 'lastgood goes on watching.';

describe('where things stand', () => {
  test.each<[Situation, string, readonly string[]]>([
    [
      { name: 'unarmed', since, told: true },
      'The health check has not passed yet, so lastgood rolls nothing back.',
      ['See what comes: `npx lastgood check my-shop`'],
    ],
    [{ name: 'rolling-back', since, intent }, 'The rollback to v27 is not live yet.', []],
    [
      { name: 'verifying', since, intent, until: now, early: false, deadline: now },
      'The rollback to v27 is live and being verified.',
      [],
    ],
    [
      { name: 'escalated', since, why: 'rollback-refused' },
      'lastgood does nothing further by itself: this waits for a person.',
      [`See what is live: \`${releases}\``],
    ],
    [{ name: 'down', since }, 'No release is to blame, so lastgood rolls nothing back.', []],
    [{ name: 'warmup', since, until: now, early: false }, watching, []],
    [{ name: 'watching', since, until: now, deadline: now }, watching, []],
    [{ name: 'steady', since }, watching, []],
    [{ name: 'rolled-back', since }, watching, []],
  ])('%j', (situation, done, next) => {
    const reminded = reminder(moveTo(failing, situation), incident);
    expect(reminded.done).toEqual([done]);
    expect(reminded.next).toEqual([...next, logs]);
    expect(reminded.severity).toBe(situation.name === 'unarmed' ? 'warning' : 'critical');
  });
});

describe('a rollback that is held', () => {
  const full = '1 rollback under way already (blog); limits.fleetAtOnce is 1';
  const room = 'it lifts by itself when one of those rollbacks has ended and the hour has room';
  const held = (draft: Draft, ...guards: string[]) => {
    const situation = { name: 'held', since, guards, told: guards, asked: false } as const;
    const facts = { ...draft.facts, fleetFull: full };
    return reminder({ ...moveTo(draft, situation), facts }, incident);
  };

  test('is reminded of with every reason and what lifts it, also where it does not show in this look', () => {
    const { done, next } = held(failing, 'fleet', 'correlation');
    expect(done).toEqual([
      `Nothing is rolled back [fleet]: ${full}; ${room}.`,
      'Nothing is rolled back [correlation]: other apps went sick at the same time, so the ' +
        'release is hardly the cause; it lifts when the others are well and this one is not.',
    ]);
    expect(next).toEqual(['To roll back by hand: `heroku rollback v27 -a my-shop`', logs]);
  });

  test('is reminded of although it is not known what runs, or what to go back to', () => {
    const { done, next } = held(withoutRelease(failing), 'fleet');
    expect(done).toEqual([
      'Nothing is rolled back [fleet]: as many apps are rolled back as limits.fleetAtOnce and ' +
        `limits.fleetAnHour allow; ${room}.`,
    ]);
    expect(next).toEqual([`See what there is to go back to: \`${releases}\``, logs]);
    const { state } = failing;
    const alone = { ...failing, state: { ...state, ledger: state.ledger.slice(0, 1) } };
    expect(held(alone, 'target').next).toEqual(next);
  });
});
