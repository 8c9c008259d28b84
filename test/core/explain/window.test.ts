// What came and went in a maintenance window is told to nobody, and can be asked for afterwards.

import { expect, test } from 'vitest';
import { explain } from '../../../lib/core/explain.ts';
import { isWorthKeeping } from '../../../lib/core/history.ts';
import { minute } from '../film.ts';
import { goOnInWindow, steady } from '../windows.ts';

test('each thing that a window keeps from people is a decision that is kept and explained', () => {
  const film = goOnInWindow(steady(), 10 * minute);
  const begun = film.decisions.length;
  const slow = { reading: { slow: true }, after: minute };
  for (let at = 0; at < 4; at += 1) film.look('healthy', slow);
  film.looks(4, 'healthy', minute);
  const kept = film.decisions
    .slice(begun)
    .filter(({ input, decision }) => isWorthKeeping(input.state, decision));
  // Its beginning and its end.
  expect(kept).toHaveLength(2);
  const [began, ended] = kept.map(explain);
  expect(ended?.done).toEqual([]);
  expect(began?.told).toEqual([]);
  expect(began?.seen).toContain(
    'a maintenance window is open: nothing new is told, nothing is acted on',
  );
  expect(began?.done.join('\n')).toMatch(/^kept until the window is over: the app answers well/);
  expect(began?.differences).toEqual([]);
});
