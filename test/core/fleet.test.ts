import { describe, expect, test } from 'vitest';
import {
  emptyFleet,
  fleetFull,
  fleetKey,
  parseFleet,
  type Reservation,
  reserve,
} from '../../lib/core/fleet.ts';
import { limits } from '../../lib/core/limits.ts';
import { newState, type Situation, type State } from '../../lib/core/state.ts';
import { dawn, hour, minute, second, testConfiguration } from './film.ts';
import { situations } from './situations.ts';

const bounds = { ...testConfiguration.limits, fleetAnHour: 3, fleetAtOnce: 1 };
const wanted: Reservation = { app: 'shop', culpritId: 'shop-9', at: dawn };

function held(app: string, agoMs: number): Reservation {
  return { app, culpritId: 'release-2', at: dawn - agoMs };
}

/** The app that holds a reservation; `claimed`: its rollback was decided and stored. */
function owner(situation: Situation['name'], claimed: boolean): State {
  const rollbacks = claimed ? [{ at: dawn, culpritId: 'release-2' }] : [];
  return { ...newState('check-1', dawn), situation: situations[situation], rollbacks };
}

function full(reservations: readonly Reservation[], owners: Record<string, State> = {}) {
  return fleetFull(wanted, reservations, {
    owners: new Map(Object.entries(owners)),
    limits: bounds,
  });
}

/** The fleet after somebody took the room that is wanted. */
function afterTaking(reservations: readonly Reservation[]) {
  return reserve({ ...emptyFleet, reservations: [...reservations] }, wanted);
}

describe('there is room in the fleet', () => {
  test('when nobody holds any', () => expect(full([])).toBeNull());

  test('when the one that held it is done', () => {
    for (const done of ['rolled-back', 'escalated', 'warmup', 'steady'] as const) {
      expect(full([held('blog', 5 * minute)], { blog: owner(done, true) })).toBeNull();
    }
  });

  test('when the one that held it never claimed its rollback, a minute later', () => {
    const steady = { blog: owner('steady', false) };
    expect(full([held('blog', minute - 1)], steady)).not.toBeNull();
    expect(full([held('blog', minute)], steady)).toBeNull();
  });

  test('when the one that held it is acting on another culprit by now', () => {
    const done = [
      { at: dawn, culpritId: 'release-1' },
      { at: dawn, culpritId: 'release-2' },
    ];
    const acting = { ...owner('rolling-back', true), rollbacks: done };
    const older = { app: 'blog', culpritId: 'release-1', at: dawn - second };
    expect(full([older], { blog: acting })).toBeNull();
  });

  test('when it is our own reservation for the same culprit', () => {
    expect(full([{ ...wanted, at: dawn - second }])).toBeNull();
  });

  test('an hour after the third', () => {
    const three = [held('a', hour), held('b', 50 * minute), held('c', 40 * minute)];
    const done = owner('rolled-back', true);
    expect(full(three, { a: done, b: done, c: done })).toBeNull();
  });
});

describe('there is no room in the fleet', () => {
  test.each(['rolling-back', 'verifying'] as const)('while another app is %s', (situation) => {
    const reason = full([held('blog', 20 * minute)], { blog: owner(situation, true) });
    expect(reason).toContain('blog');
    expect(reason).toContain('limits.fleetAtOnce is 1');
  });

  test('while another has just taken it and not yet claimed its rollback', () => {
    expect(full([held('blog', second)])).toContain('blog');
  });

  test('while another has taken it anew, for another culprit than the one it rolled back', () => {
    const claimed = { ...owner('steady', false), rollbacks: [{ at: dawn, culpritId: 'old' }] };
    expect(full([held('blog', second)], { blog: claimed })).toContain('blog');
  });

  test('and every app is named that has one under way', () => {
    const acting = owner('verifying', true);
    const reason = full([held('blog', minute), held('news', minute)], {
      blog: acting,
      news: acting,
    });
    expect(reason).toContain('2 rollback under way already (blog, news)');
  });

  test('when another culprit of the same app holds it', () => {
    expect(full([held('shop', second)])).not.toBeNull();
  });

  test('after three within the hour, to the millisecond', () => {
    const three = [held('a', hour - 1), held('b', 50 * minute), held('c', 40 * minute)];
    const done = owner('rolled-back', true);
    expect(full(three, { a: done, b: done, c: done })).toContain('limits.fleetAnHour is 3');
  });
});

describe('reservations', () => {
  test('come back as they were stored, and one of ours replaces its older self', () => {
    const after = afterTaking([held('blog', minute), { ...wanted, at: dawn - minute }]);
    expect(parseFleet(JSON.stringify(after))).toEqual(after);
    expect(after.reservations).toEqual([held('blog', minute), wanted]);
  });

  test('of which no bound asks any more are forgotten', () => {
    const { reservations } = afterTaking([held('blog', 131 * minute), held('news', 129 * minute)]);
    expect(reservations.map(({ app }) => app)).toEqual(['news', 'shop']);
  });

  test('of other apps stay, even for a release of the same id', () => {
    const { reservations } = afterTaking([{ ...wanted, app: 'blog' }]);
    expect(reservations.map(({ app }) => app)).toEqual(['blog', 'shop']);
  });

  test('leave what the status page has shown', () => {
    const platform = { at: dawn, color: 'red', detail: 'Routing is down' };
    expect(reserve({ reservations: [], platform }, wanted).platform).toEqual(platform);
  });

  test('that an older version stored know nothing of the status page', () => {
    expect(parseFleet('{"reservations":[]}')).toEqual(emptyFleet);
  });

  test.each(['', '{', '[]', '{"reservations":[{"app":"shop"}]}'])(
    'that cannot be read (%s) leave no room',
    (text) => expect(parseFleet(text)).toBeNull(),
  );
});

test('the item is found again by later versions, under the key that it has', () => {
  expect(fleetKey).toBe('fleet');
});

test('a reservation is kept as long as its rollback may be under way, and not a moment longer', () => {
  const boundMs = 2 * limits.pendingMsMax;
  const young = held('young', boundMs - 1);
  const before = { ...emptyFleet, reservations: [held('old', boundMs), young] };
  expect(reserve(before, wanted).reservations).toEqual([young, wanted]);
});
