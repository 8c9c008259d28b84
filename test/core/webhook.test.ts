import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { parseQueueMessage } from '../../lib/core/queue-message.ts';
import { dyno, event, fixture, receive, signed, withData } from './webhook/requests.ts';

describe('Heroku’s own events', () => {
  test.each([
    ['webhook-release-create.json', 'webhook: release v44 succeeded'],
    ['webhook-release-update.json', 'webhook: release v44 succeeded'],
    ['webhook-release-pending.json', 'webhook: release v45 pending'],
    ['webhook-release-failed.json', 'webhook: release v45 failed'],
    ['webhook-release-not-current.json', 'webhook: release v43 succeeded'],
    ['webhook-dyno-crashed.json', 'webhook: dyno web.1 crashed'],
  ])('%s wakes a watch', (name, reason) => {
    expect(receive(signed(fixture(`heroku/${name}`)))).toEqual({
      status: 202,
      messages: [{ kind: 'watch', app: 'shop-eu', reason }],
      reason,
    });
  });

  test.each(['pending', 'failed', 'expired'])('a release that is %s does too', (status) => {
    const plan = receive(signed(JSON.stringify(withData({ status, current: false }))));
    expect(plan.messages).toMatchObject([{ reason: `webhook: release v44 ${status}` }]);
  });

  test.each<[string, unknown]>([
    ['a destroyed release', { ...event, action: 'destroy' }],
    ['a release without an action', { ...event, action: undefined }],
    ['a dyno that starts', dyno({ state: 'starting' })],
    ['a dyno that went down with an exit status', dyno({ state: 'down', exit_status: 143 })],
    ['a dyno that is stopped, as at the end of a day', dyno({ state: 'down', exit_status: 0 })],
    ['a dyno that is up', dyno({ state: 'up' })],
    ['a console that ended badly', dyno({ name: 'run.9359', management: 'run:attached' })],
    ['a one-off that does not say so', dyno({ name: 'run.9359' })],
    ['a one-off of Fir', dyno({ name: 'run-1234abcde-123ab' })],
    ['a scheduled job', dyno({ name: 'scheduler.4711', management: 'run:detached' })],
    ['a release command, whose release tells itself', dyno({ name: 'release.7811' })],
    ['a dyno without a state', dyno({ state: undefined })],
    ['a build', { ...event, resource: 'build' }],
    ['a new collaborator', { ...event, resource: 'collaborator', data: {} }],
    ['no resource', { hello: 'world' }],
    ['nothing at all', {}],
  ])('%s is answered with success and wakes nobody', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toMatchObject({ status: 204, messages: [] });
  });

  test('a console that starts, as Heroku documents it, wakes nobody', () => {
    expect(receive(signed(fixture('heroku/webhook-dyno-run-starting.json')))).toEqual({
      status: 204,
      messages: [],
      reason: 'nothing to do for dyno run.9359 starting',
    });
  });

  test.each(['web.1', 'worker.2', 'release-notifier.1', 'web-1234abcde-123ab'])(
    'a crash of %s wakes its app',
    (name) => {
      expect(receive(signed(JSON.stringify(dyno({ name }))))).toMatchObject({
        status: 202,
        messages: [{ app: 'shop-eu', reason: `webhook: dyno ${name} crashed` }],
      });
    },
  );

  test('of an app that is not in apps.yml wakes nobody', () => {
    const other = withData({ app: { id: 'x', name: 'somebody-elses' } });
    expect(receive(signed(JSON.stringify(other)))).toEqual({
      status: 204,
      messages: [],
      reason: 'app somebody-elses is not in apps.yml',
    });
  });

  test('need nothing but the app’s name', () => {
    const bare = { action: 'create', resource: 'release', data: { app: { name: 'shop-eu' } } };
    expect(receive(signed(JSON.stringify(bare)))).toMatchObject({
      status: 202,
      messages: [
        { app: 'shop-eu', reason: 'webhook: release of no version is in an unknown status' },
      ],
    });
  });

  test('are known by their metadata where they do not name their kind', () => {
    const { resource: _none, ...unnamed } = event;
    expect(receive(signed(JSON.stringify(unnamed))).status).toBe(202);
  });

  test('may carry fields of other kinds than documented', () => {
    const odd = withData({ version: '44', status: { a: 1 }, slug: 7, name: null });
    expect(
      receive(signed(JSON.stringify({ ...odd, webhook_metadata: 7, actor: [] }))),
    ).toMatchObject({ status: 202, messages: [{ app: 'shop-eu' }] });
  });

  test.each<[string, unknown]>([
    ['no app', withData({ app: undefined })],
    ['an app without a name', withData({ app: { id: 'x' } })],
    ['an app whose name is none', withData({ app: { name: { toString: 'shop-eu' } } })],
    ['no data', { ...event, data: null }],
  ])('of a release with %s are refused so that it shows', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toEqual({
      status: 400,
      messages: [],
      reason: 'the release event names no app',
    });
  });

  test.each(['', 'release', '[', '7', 'null', '"x"', '\u0000'])('are no %j', (body) => {
    expect(receive(signed(body))).toMatchObject({ status: 400, messages: [] });
  });

  test('are taken apart however deep they are', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    expect(receive(signed(deep))).toMatchObject({ messages: [] });
  });

  test('put nothing strange into the message, the log or the queue', () => {
    const odd = withData({ status: `\u001b[31mred\r\n\u202e${'x'.repeat(5_000)}`, version: 44 });
    const { messages, reason } = receive(signed(JSON.stringify(odd)));
    expect(reason).toMatch(/^webhook: release v44 red x+\.\.\.$/);
    expect(reason.length).toBeLessThanOrEqual(limits.reasonCharactersMax);
    expect(messages.map((one) => parseQueueMessage(JSON.stringify(one)))).toEqual(messages);
    expect(messages).toHaveLength(1);
    const stranger = withData({ app: { name: `\u001b[2J${'y'.repeat(5_000)}` } });
    expect(receive(signed(JSON.stringify(stranger))).reason).toMatch(/^app y+/);
    expect(receive(signed(JSON.stringify(stranger))).reason.length).toBeLessThanOrEqual(200);
  });
});

test('an app that is called like a part of the language is an app like any other', () => {
  const odd = withData({ app: { name: 'constructor' } });
  expect(receive(signed(JSON.stringify(odd)))).toMatchObject({
    messages: [{ app: 'constructor' }],
  });
});
