import { describe, expect, test } from 'vitest';
import { correlation } from '../../lib/core/correlation.ts';
import type { SickApp } from '../../lib/core/pulse.ts';
import { dawn, hour, minute } from './film.ts';

/** Released ten minutes before it went sick, so many milliseconds after dawn. */
function released(app: string, sickAfter = 0): SickApp {
  return { app, since: dawn + sickAfter, releasedAt: dawn + sickAfter - 10 * minute };
}

/** Last released a day before it went sick. */
function old(app: string, sickAfter = 0): SickApp {
  return { app, since: dawn + sickAfter, releasedAt: dawn + sickAfter - 24 * hour };
}

function held(own: SickApp, sick: readonly SickApp[], fleet = 20): boolean {
  return correlation(own, { sick, fleet, sweptAt: dawn }) !== null;
}

describe('an app is held back by others', () => {
  const shop = released('shop');
  const cases: [string, SickApp, SickApp[], number, boolean][] = [
    ['not when it alone is sick', shop, [], 20, false],
    ['not when it alone is sick, and old', old('shop'), [], 2, false],
    ['when one without a release is sick with it', shop, [old('blog')], 20, true],
    ['when it has no release itself', old('shop'), [released('blog')], 20, true],
    ['not when both were just released', shop, [released('blog')], 2, false],
    [
      'not when all the fleet was just released and is sick',
      shop,
      [released('blog'), released('api')],
      3,
      false,
    ],
    [
      'when one of many has no release',
      shop,
      [released('blog'), released('api'), old('db')],
      20,
      true,
    ],
    ['when the other began 5 minutes after it', shop, [old('blog', 5 * minute)], 20, true],
    ['not a moment later', shop, [old('blog', 5 * minute + 1)], 20, false],
    ['when the other began 5 minutes before it', shop, [old('blog', -5 * minute)], 20, true],
    ['not a moment earlier', shop, [old('blog', -5 * minute - 1)], 20, false],
    ['not by one that has been down for days', shop, [old('blog', -72 * hour)], 2, false],
    [
      'not by most of the fleet, when it has been down for days',
      shop,
      [old('blog', -72 * hour), old('api', -71 * hour)],
      3,
      false,
    ],
    [
      'when most of the fleet goes down within an hour',
      shop,
      [old('blog', -20 * minute), old('api', -40 * minute)],
      5,
      true,
    ],
    [
      'not when half of the fleet does',
      shop,
      [old('blog', -20 * minute), old('api', -40 * minute)],
      6,
      false,
    ],
    ['not when two of three do', shop, [old('blog', -20 * minute)], 3, false],
    [
      'not when they took longer than an hour',
      shop,
      [old('blog', -20 * minute), old('api', -hour - 1)],
      5,
      false,
    ],
    [
      'not when all of them were just released, within an hour',
      shop,
      [released('blog', -20 * minute), released('api', -40 * minute)],
      3,
      false,
    ],
  ];
  test.each(cases)('%s', (_name, own, sick, fleet, expected) => {
    expect(held(own, sick, fleet)).toBe(expected);
  });

  test('whose release is an hour old to the moment: that still counts as one', () => {
    const at = (age: number) => ({ app: 'blog', since: dawn, releasedAt: dawn - age });
    expect(held(shop, [at(hour)])).toBe(false);
    expect(held(shop, [at(hour + 1)])).toBe(true);
  });

  test('of which no release is known', () => {
    expect(held(shop, [{ app: 'blog', since: dawn, releasedAt: null }])).toBe(true);
  });
});

describe('the reason', () => {
  const reason = (own: SickApp, sick: SickApp[], fleet = 20) =>
    correlation(own, { sick, fleet, sweptAt: dawn });

  test('names the apps, the one that speaks for a shared cause, and what to do', () => {
    expect(reason(released('shop'), [released('api'), old('blog')])).toBe(
      'api and blog went sick within 5 min of it, and blog had no release in the 1 h before; ' +
        'that looks like one cause that they share, so look first at their databases, add-ons ' +
        'and the services that they call',
    );
  });

  test('counts the fleet when most of it is sick', () => {
    const sick = [old('api', -20 * minute), released('blog', -30 * minute)];
    expect(reason(released('shop'), sick, 5)).toContain(
      'api and blog went sick too, 3 of 5 apps in all, and api had no release',
    );
  });

  test('names five apps and counts the rest', () => {
    const many = Array.from({ length: 8 }, (_, index) => old(`app-${index}`));
    expect(reason(released('shop'), many)).toContain(
      'app-0, app-1, app-2, app-3, app-4 and 3 more went sick',
    );
  });
});

describe('where maintenance hid when a sickness began', () => {
  /** It counts from an hour after dawn, and may have begun as early as dawn. */
  const hidden = { ...released('shop', hour), hiddenSince: dawn };
  const cases: [string, number, boolean][] = [
    ['one that began in the middle of it began with it', 30 * minute, true],
    ['one that began 5 minutes before it may have', -5 * minute, true],
    ['a moment earlier it cannot have', -5 * minute - 1, false],
    ['one that began 5 minutes after it was seen may have', hour + 5 * minute, true],
    ['a moment later it cannot have', hour + 5 * minute + 1, false],
  ];

  test.each(cases)('%s', (_, at, expected) => {
    expect(held(hidden, [old('blog', at)])).toBe(expected);
  });

  test.each(cases)('%s, whichever of the two it was', (_, at, expected) => {
    const blog = { ...old('blog', hour), hiddenSince: dawn };
    expect(held(released('shop', at), [blog])).toBe(expected);
  });

  test('two that were hidden began together if the one ended no later than the other began', () => {
    const blog = (from: number, to: number) => ({ ...old('blog', to), hiddenSince: dawn + from });
    expect(held(hidden, [blog(hour + 5 * minute, 2 * hour)])).toBe(true);
    expect(held(hidden, [blog(hour + 5 * minute + 1, 2 * hour)])).toBe(false);
  });
});
