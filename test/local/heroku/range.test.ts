import { describe, expect, test } from 'vitest';
import { type Page, paginate } from '../../../lib/local/heroku/range.ts';

const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
const keys = { version: (item: number) => item, id: (item: number) => `id-${item}` };

describe('a page of a list', () => {
  test.each([
    ['no range at all', undefined, numbers, undefined],
    ['as the command line writes it', 'version ..; max=3, order=desc', [12, 11, 10], ']10..'],
    ['without a space', 'version ..;order=desc,max=3', [12, 11, 10], ']10..'],
    ['with semicolons', 'version ..; order=desc; max=3;', [12, 11, 10], ']10..'],
    ['ascending unless told otherwise', 'version ..; max=2', [1, 2], ']2..'],
    ['after a value, which is left out', 'version ]10..; order=desc,max=2', [9, 8], ']8..'],
    ['from a value on', 'version 11..', [11, 12], undefined],
    ['between two values', 'version 3..5', [3, 4, 5], undefined],
    ['up to a value, which is left out', 'version 3..5[', [3, 4], undefined],
    ['numbers as numbers', 'version 9..', [9, 10, 11, 12], undefined],
  ])('%s', (_, range, items, next) => {
    const page = paginate(numbers, range, keys);
    expect(page?.items).toEqual(items);
    expect(page?.status).toBe(next ? 206 : 200);
    if (next) expect(page?.headers['Next-Range']).toContain(next);
    else expect(page?.headers).not.toHaveProperty('Next-Range');
  });

  test('says what it holds and how it can be ordered', () => {
    const page = paginate(numbers, 'version ..; max=3, order=desc', keys);
    expect(page?.headers).toMatchObject({
      'Content-Range': 'version 12..10',
      'Accept-Ranges': 'version, id',
    });
  });

  test('leads to every item exactly once when Next-Range is followed', () => {
    const seen: number[] = [];
    let range: string | undefined = 'version ..; max=5, order=desc';
    while (range !== undefined) {
      const page: Page<number> | null = paginate(numbers, range, keys);
      seen.push(...(page?.items ?? []));
      range = page?.headers['Next-Range'];
    }
    expect(seen).toEqual(numbers.toReversed());
  });

  test.each(['constructor ..', 'colour ..', 'version ..; max=0', 'version ..; max=many', 'what?'])(
    'refuses the range %s',
    (range) => {
      expect(paginate(numbers, range, keys)).toBeNull();
    },
  );

  test('holds 200 items unless told otherwise, and never more than 1000', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => index);
    expect(paginate(many, undefined, keys)?.items).toHaveLength(200);
    expect(paginate(many, 'version ..; max=5000', keys)?.items).toHaveLength(1_000);
  });
});
