// Which of Heroku's events wake an app, and what is written down of those that wake nobody.

import { describe, expect, test } from 'vitest';
import { readHerokuEvent } from '../../../lib/core/webhook/heroku-event.ts';
import { testApp } from '../fixtures.ts';

const apps = [testApp()];
const app = { name: 'shop' };

function read(event: object) {
  const { status, messages, reason } = readHerokuEvent(JSON.stringify(event), apps);
  return [status, messages.map((message) => message.app), reason];
}

const dyno = (data: object) => ({
  data: { app, ...data },
  webhook_metadata: { event: { include: 'api:dyno' } },
});

describe('an event of Heroku', () => {
  test.each<[object, number, string]>([
    [
      { action: 'create', resource: 'release', data: { app, version: 7, status: 'pending' } },
      202,
      'webhook: release v7 pending',
    ],
    [
      { action: 'update', resource: 'release', data: { app } },
      202,
      'webhook: release of no version is in an unknown status',
    ],
    [
      { action: 'destroy', resource: 'release', data: { app, version: 7 } },
      204,
      'nothing to do for destroy of release',
    ],
    [
      { action: 'update', resource: 'build', data: { app, state: 'crashed', name: 'web.1' } },
      204,
      'nothing to do for update of build',
    ],
    [{ data: { app } }, 204, 'nothing to do for an unknown action of an unknown kind'],
    [{ action: 'create', resource: 'dyno' }, 204, 'nothing to do for create of dyno'],
    [dyno({ name: 'web.1', state: 'crashed' }), 202, 'webhook: dyno web.1 crashed'],
    [dyno({ state: 'crashed' }), 202, 'webhook: dyno of no name crashed'],
    [dyno({ name: 'web.1' }), 204, 'nothing to do for dyno web.1 unknown'],
    [dyno({ name: 'web.1', state: 'down' }), 204, 'nothing to do for dyno web.1 down'],
    [
      dyno({ name: 'web.1', state: 'crashed', management: 'run:detached' }),
      204,
      'nothing to do for dyno web.1 crashed',
    ],
    [
      dyno({ name: 'web.1', state: 'crashed', management: 'dyno:run' }),
      202,
      'webhook: dyno web.1 crashed',
    ],
    [dyno({ name: 'run.1234', state: 'crashed' }), 204, 'nothing to do for dyno run.1234 crashed'],
    [
      dyno({ name: 'run-1234abcd', state: 'crashed' }),
      204,
      'nothing to do for dyno run-1234abcd crashed',
    ],
    [dyno({ name: 'run-web.1', state: 'crashed' }), 202, 'webhook: dyno run-web.1 crashed'],
    [dyno({ name: 'dryrun.1', state: 'crashed' }), 202, 'webhook: dyno dryrun.1 crashed'],
    [
      { ...dyno({ name: 'web.1', state: 'crashed' }), resource: 'api:dyno' },
      204,
      'nothing to do for an unknown action of api:dyno',
    ],
    [
      {
        ...dyno({ name: 'web.1', state: 'crashed' }),
        webhook_metadata: { event: { include: 'x-api:dyno' } },
      },
      204,
      'nothing to do for an unknown action of x-api:dyno',
    ],
  ])('%j', (event, status, reason) => {
    expect(read(event)).toEqual([status, status === 202 ? ['shop'] : [], reason]);
  });

  test('that names no app, or none of ours, wakes nobody and says so', () => {
    const release = { action: 'create', resource: 'release' };
    expect(read({ ...release, data: { version: 7, status: 'pending' } })).toEqual([
      400,
      [],
      'the release event names no app',
    ]);
    expect(read({ ...release, data: { app: { name: 'blog' } } })).toEqual([
      204,
      [],
      'app blog is not in apps.yml',
    ]);
    const refused = readHerokuEvent('"x"', apps);
    expect(refused.status).toBe(400);
    expect(refused.reason).toBe('the body is signed, but it is no event of Heroku');
  });
});
