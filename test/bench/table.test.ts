import { expect, test } from 'vitest';
import { formatTable, rowTold, rowWithin } from '../../bench/table.ts';

const within = (value: number) =>
  rowWithin('calls', String(value), { value, max: 10, aim: 'at most 10' });

test('says in plain words which aim is met and which is missed', () => {
  const text = formatTable([within(10), rowTold('reads', '7'), { ...within(11), measure: 'more' }]);
  expect(text.split('\n')).toEqual([
    'measure  figure  aim',
    'calls    10      at most 10  met',
    'reads    7',
    'more     11      at most 10  MISSED',
    '',
    'MISSED: more.',
  ]);
});

test('says so when every aim is met', () => {
  expect(formatTable([within(3)])).toMatch(/\nEvery aim is met\.$/);
});

test('never calls a figure that is no number met', () => {
  expect(within(Number.NaN).met).toBe(false);
});
