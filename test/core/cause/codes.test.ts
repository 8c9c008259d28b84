import { expect, test } from 'vitest';
import { codeWords } from '../../../lib/core/cause/codes.ts';

/** Heroku's name of each (Dev Center: Heroku Error Codes), what it is in words, where to look. */
test.each([
  ['H10', 'App crashed', 'crashed, or did not start', 'wrong start command in the Procfile'],
  ['H11', 'Backlog too deep', 'more requests wait than', 'Add dynos'],
  ['H12', 'Request timeout', 'within 30 seconds', 'slow query'],
  ['H13', 'Connection closed without response', 'closed the connection', 'process that ends'],
  ['H14', 'No web dynos running', 'no web dyno runs', '`heroku ps:scale web=1`'],
  ['H15', 'Idle connection', 'stopped sending', 'stream that hangs'],
  ['H17', 'Poorly formatted HTTP response', 'is no HTTP', 'listens on $PORT'],
  ['H18', 'Server Request Interrupted', 'in the middle of the answer', 'ends while it answers'],
  ['H19', 'Backend connection timeout', 'no connection within 5 seconds', 'workers are all busy'],
  ['H20', 'App boot timeout', 'did not start within the 75 seconds', 'before it listens on $PORT'],
  ['H21', 'Backend connection refused', 'refused the connection', 'no longer listens on $PORT'],
  ['H25', 'HTTP Restriction', 'are too large', 'a header that grows'],
  ['H27', 'Client Request Interrupted', 'clients gave up', 'slow answers'],
  ['H34', 'All dynos quarantined', 'in quarantine', 'run and do not answer'],
  ['H80', 'Maintenance mode', 'maintenance mode is on', '`heroku maintenance:off`'],
  ['H81', 'Blank app', 'has no code', 'Deploy it'],
  ['H82', 'Eco dyno hours exhausted', 'hours of the Eco plan', 'Change the plan'],
  ['H99', 'Platform error', "Heroku's own fault", 'https://status.heroku.com'],
  ['L10', 'Drain buffer overflow', 'log lines were lost', 'log less'],
  ['R10', 'Boot timeout', 'did not listen on $PORT within 60 seconds', 'not a fixed port'],
  ['R12', 'Exit timeout', 'did not end within 30 seconds', 'SIGTERM'],
  ['R14', 'Memory quota exceeded', 'more memory than it has, and swaps', 'larger dynos'],
  ['R15', 'Memory quota vastly exceeded', 'and was killed', 'larger dynos'],
  ['R99', 'Platform error', "Heroku's own fault", 'https://status.heroku.com'],
])('%s, which Heroku calls %j, is told in words', (code, _name, what, look) => {
  const words = codeWords(code);
  expect(words.what).toContain(what);
  expect(words.look).toContain(look);
  // The sentences around it bring the full stop.
  expect(`${words.what}|${words.look}`).not.toMatch(/\.(\||$)/);
});

test('a code that is newer than these words is told by its name', () => {
  expect(codeWords('H77')).toEqual({
    what: 'Heroku calls it H77',
    look: 'Look it up: Heroku Error Codes',
  });
});
