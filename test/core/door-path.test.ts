import { expect, test } from 'vitest';
import { doorPath } from '../../lib/core/door-path.ts';

test.each([
  ['/', '/'],
  ['/heroku', '/heroku'],
  ['/heroku/', '/heroku'],
  ['//heroku', '/heroku'],
  ['/a//b///c//', '/a/b/c'],
  ['//', '/'],
  ['', ''],
])('%j is the door %j', (path, door) => {
  expect(doorPath(path)).toBe(door);
});
