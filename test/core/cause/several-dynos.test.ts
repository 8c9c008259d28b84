import { describe, expect, test } from 'vitest';
import { findCause } from '../../../lib/core/cause.ts';
import { begin, log } from './log.ts';

describe('of several dynos', () => {
  const found = (...lines: string[]) => findCause(log(...lines), { version: null, since: begin });
  const trace = (dyno: string, what: string) => [
    `app[${dyno}]: Error: ${what}`,
    `app[${dyno}]:     at main (/app/a.js:1:1)`,
  ];

  test('the one with the newest trace is told, whichever was started first', () => {
    const lines = ['app[web.1]: listening', ...trace('web.2', 'older'), ...trace('web.1', 'newer')];
    expect(found(...lines)).toMatchObject({ dyno: 'web.1', summary: 'Error: newer' });
    expect(found(...lines, 'app[web.2]: bye')).toMatchObject({ dyno: 'web.1' });
  });

  test('one with a trace is told before one that only speaks of an error', () => {
    const lines = [...trace('web.1', 'of web.1'), 'app[web.2]: something failed'];
    expect(found(...lines)).toMatchObject({ dyno: 'web.1', summary: 'Error: of web.1' });
  });

  test('the one that spoke of an error last is told where none has a trace', () => {
    const lines = ['app[web.1]: a', 'app[web.2]: it failed', 'app[web.1]: I failed'];
    expect(found(...lines, 'app[web.2]: bye')).toMatchObject({
      dyno: 'web.1',
      summary: 'I failed',
      printed: ['I failed'],
    });
  });
});
