import { expect, test } from 'vitest';
import { shrink, sizes } from '../../../lib/core/alert-message/shrink.ts';
import { alert } from './alert.ts';

const long = 'word '.repeat(200).trim();
const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index} ${long}`);
const cut = expect.stringMatching(/^.{100,247}\.\.\.$/);

test('an alert that is not to be cut stays as it is', () => {
  const [whole] = sizes.larger;
  expect(whole && shrink(alert, whole)).toBe(alert);
});

test.each([
  [1, 200, 500],
  [2, 50, 300],
  [3, 10, 200],
])('step %i keeps %i lines of %i characters, and every other word', (step, count, characters) => {
  const size = sizes.larger[step];
  if (size === undefined) throw new Error('there is no such step');
  const large = { ...alert, evidence: lines(300), happened: long };
  const { evidence, ...others } = shrink(large, size);
  const { evidence: _, ...same } = large;
  expect(others).toEqual(same);
  expect(evidence).toHaveLength(count + 1);
  for (const line of evidence.slice(0, -1)) {
    expect(line.length).toBeLessThanOrEqual(characters);
    expect(line.length).toBeGreaterThan(characters - 20);
  }
  expect(evidence.at(-1)).toBe(`(cut to fit one SNS message: ${count} of 300 lines of evidence)`);
});

test('the last but one leaves out the evidence alone', () => {
  const size = sizes.larger.at(-1);
  const { evidence, done, facts } = shrink({ ...alert, done: [long] }, size ?? sizes.smallest);
  expect(evidence).toEqual(['(cut to fit one SNS message: 0 of 2 lines of evidence)']);
  expect([done, facts]).toEqual([[long], alert.facts]);
});

test('the smallest cuts every text and every list, and leaves out the facts', () => {
  const names = { id: long, kind: long, app: long, incident: long, headline: long };
  const large = {
    ...{ ...alert, ...names, happened: long, undo: long },
    ...{ evidence: lines(9), done: lines(9), next: lines(9) },
  };
  expect(shrink(large, sizes.smallest)).toEqual({
    ...{ ...alert, id: cut, kind: cut, app: cut, incident: cut, headline: cut },
    ...{ happened: cut, undo: cut, facts: {} },
    evidence: [
      ...Array.from({ length: 8 }, () => expect.stringMatching(/^.{100,197}\.\.\.$/)),
      '(cut to fit one SNS message: 8 of 9 lines of evidence, other texts shortened, ' +
        'facts left out)',
    ],
    done: Array.from({ length: 8 }, () => cut),
    next: Array.from({ length: 8 }, () => cut),
  });
  const bare = shrink({ ...alert, incident: null, undo: null }, sizes.smallest);
  expect([bare.incident, bare.undo]).toEqual([null, null]);
});
