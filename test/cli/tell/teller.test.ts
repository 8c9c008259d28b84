import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createTeller } from '../../../lib/cli/tell/teller.ts';
import { fakeTerminal } from '../fake-terminal.ts';

/** Takes the last line of a terminal away. */
const erase = '\r\u001b[K';
const at = Date.UTC(2026, 10, 23, 12);
const sick = { at, app: 'shop', part: 'sees', text: 'sick: status 503', tone: 'bad' } as const;

function tell(given: { isTerminal?: boolean; json?: boolean; noColor?: string; columns?: number }) {
  const { isTerminal = false, json = false, noColor = '', columns = 80 } = given;
  const { context, written } = fakeTerminal({ isTerminal, environment: { NO_COLOR: noColor } });
  const stopSignal = () => new AbortController().signal;
  const run = { ...context, stopSignal, columns: () => columns };
  const teller = createTeller(run, { json, time: () => '12:00', apps: ['shop', 'search'] });
  return { teller, written };
}

test('lines stand in columns, without colour where there is no terminal', () => {
  const { teller, written } = tell({});
  teller.line(sick);
  teller.line({ ...sick, app: null, part: 'end', text: 'over' });
  expect(written.stdout).toBe(
    '12:00  shop    sees     sick: status 503\n12:00          end      over\n',
  );
});

test('on a terminal there is colour, and with NO_COLOR there is none', () => {
  const coloured = tell({ isTerminal: true });
  coloured.teller.line(sick);
  expect(coloured.written.stdout).toContain('\u001b[31msick: status 503');
  const plain = tell({ isTerminal: true, noColor: '1' });
  plain.teller.line(sick);
  expect(plain.written.stdout).not.toContain('\u001b[3');
});

test('a text that is too long goes on below itself', () => {
  const { teller, written } = tell({ columns: 64 });
  teller.line({ ...sick, text: 'one two three four five six seven eight nine ten eleven' });
  const lines = written.stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^ {24}\S/);
});

test('what is waited for stands in the last line, and a line is written above it', () => {
  const { teller, written } = tell({ isTerminal: true });
  teller.waiting('waiting for shop');
  expect(written.stdout).toMatch(/waiting for shop · 0 s\S*$/);
  teller.line(sick);
  const [, erased = '', again = ''] = written.stdout.split(erase).slice(-3);
  expect(stripVTControlCharacters(erased)).toBe('12:00  shop    sees     sick: status 503\n');
  expect(stripVTControlCharacters(again)).toMatch(/waiting for shop · 0 s$/);
  teller.waiting(null);
  expect(written.stdout.endsWith(erase)).toBe(true);
});

test('without a terminal nothing is said of waiting', () => {
  const { teller, written } = tell({});
  teller.waiting('waiting for shop');
  teller.waiting(null);
  expect(written.stdout).toBe('');
});

test('with --json every line is one object with the same keys, and notes are left out', () => {
  const { teller, written } = tell({ json: true, isTerminal: true });
  teller.line({ ...sick, data: { verdict: 'sick' } });
  teller.note('for people');
  teller.waiting('for people');
  expect(JSON.parse(written.stdout)).toEqual({
    at: '2026-11-23T12:00:00.000Z',
    app: 'shop',
    part: 'sees',
    text: 'sick: status 503',
    verdict: 'sick',
  });
});
