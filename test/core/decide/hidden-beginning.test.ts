import { describe, expect, test } from 'vitest';
import { type Film, minute, second } from '../film.ts';
import { goOnInWindow, steady } from '../windows.ts';

describe('a sickness whose beginning Heroku’s maintenance page has hidden', () => {
  /** The page is there for half an hour, and who was behind it is sick when it goes. */
  const afterThePage = (film: Film) => {
    film.world.maintenance = true;
    const from = film.now + minute;
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.look('sick', { after: minute });
    const first = film.now + 20 * second;
    film.said.length = 0;
    film.looks(6, 'sick', 20 * second);
    return { film, from: clock(from), first: clock(first) };
  };
  const clock = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

  test('is told as sick since then at the latest, and no time is made up', () => {
    const { film, from, first } = afterThePage(steady());
    expect(film.said.map(({ kind }) => kind)).toEqual(['app-down']);
    expect(film.last.happened).toContain(
      `The app has been failing since ${first} at the latest, as Heroku's maintenance page hid ` +
        `the beginning from ${from} on (`,
    );
  });

  test('is told so when it is repeated, and when it is over', () => {
    const { film, from, first } = afterThePage(steady());
    const words =
      `The trouble began at ${first} at the latest, as Heroku's maintenance page hid the ` +
      `beginning from ${from} on`;
    expect(film.looks(31, 'sick', minute)).toEqual(['reminder']);
    expect(film.last.happened).toBe(`${words} and is not over.`);
    expect(film.last.headline).toMatch(/^still open after at least 3\d min/);
    expect(film.looks(5, 'healthy', minute)).toEqual(['recovered']);
    expect(film.last.happened).toContain(`${words}; the app has been healthy since`);
    expect(film.last.headline).toMatch(/^the app is healthy again after at least 3\d min/);
  });

  test('is nothing of that where the incident was open before', () => {
    const film = steady();
    film.looks(4, 'sick', 20 * second);
    const { said } = afterThePage(film).film;
    expect(said.some(({ happened }) => happened.includes('at the latest'))).toBe(false);
    expect(film.looks(31, 'sick', minute)).toContain('reminder');
    expect(film.last.happened).not.toContain('at the latest');
  });

  test('is nothing of that where the app was seen well after the page', () => {
    const film = steady();
    film.world.maintenance = true;
    film.looks(30, 'sick', minute);
    film.world.maintenance = false;
    film.looks(3, 'healthy', minute);
    film.looks(4, 'sick', 20 * second);
    expect(film.last.kind).toBe('app-down');
    expect(film.last.happened).not.toContain('at the latest');
  });

  test('is nothing of that in a window, where it was measured', () => {
    const film = goOnInWindow(steady(), 20 * minute);
    film.looks(15, 'sick', minute);
    film.now += 10 * minute;
    film.looks(5, 'sick', 20 * second);
    expect(film.last.kind).toBe('app-down');
    expect(film.last.happened).not.toContain('at the latest');
  });
});
