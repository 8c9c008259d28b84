import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import { parseQueueMessage } from '../../lib/core/queue-message.ts';
import { dyno, event, fixture, receive, signed, withData } from './webhook/requests.ts';

describe('Heroku’s own events', () => {
  test.each([
    ['webhook-release-create.json', 'webhook: release v44 succeeded'],
    ['webhook-release-update.json', 'webhook: release v44 succeeded'],
    ['webhook-dyno-crashed.json', 'webhook: dyno web.1 crashed'],
  ])('%s wakes a watch', (name, reason) => {
    expect(receive(signed(fixture(name)))).toEqual({
      status: 202,
      message: { kind: 'watch', app: 'shop-eu', reason },
      reason,
    });
  });

  test.each(['pending', 'failed', 'expired'])('a release that is %s does too', (status) => {
    const plan = receive(signed(JSON.stringify(withData({ status, current: false }))));
    expect(plan.message).toMatchObject({ reason: `webhook: release v44 ${status}` });
  });

  test.each<[string, unknown]>([
    ['a destroyed release', { ...event, action: 'destroy' }],
    ['a release without an action', { ...event, action: undefined }],
    ['a dyno that starts', dyno({ state: 'starting' })],
    ['a dyno that went down with an exit status', dyno({ state: 'down', exit_status: 143 })],
    ['a dyno without a state', dyno({ state: undefined })],
    ['a build', { ...event, resource: 'build' }],
    ['a new collaborator', { ...event, resource: 'collaborator', data: {} }],
    ['no resource', { hello: 'world' }],
    ['nothing at all', {}],
  ])('%s is answered with success and wakes nobody', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toMatchObject({ status: 204, message: null });
  });

  test('of an app that is not in apps.yml wakes nobody', () => {
    const other = withData({ app: { id: 'x', name: 'somebody-elses' } });
    expect(receive(signed(JSON.stringify(other)))).toEqual({
      status: 204,
      message: null,
      reason: 'app somebody-elses is not in apps.yml',
    });
  });

  test('need nothing but the app’s name', () => {
    const bare = { action: 'create', resource: 'release', data: { app: { name: 'shop-eu' } } };
    expect(receive(signed(JSON.stringify(bare)))).toMatchObject({
      status: 202,
      message: { app: 'shop-eu', reason: 'webhook: release of no version is in an unknown status' },
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
    ).toMatchObject({ status: 202, message: { app: 'shop-eu' } });
  });

  test.each<[string, unknown]>([
    ['no app', withData({ app: undefined })],
    ['an app without a name', withData({ app: { id: 'x' } })],
    ['an app whose name is none', withData({ app: { name: { toString: 'shop-eu' } } })],
    ['no data', { ...event, data: null }],
  ])('of a release with %s are refused so that it shows', (_what, body) => {
    expect(receive(signed(JSON.stringify(body)))).toEqual({
      status: 400,
      message: null,
      reason: 'the release event names no app',
    });
  });

  test.each(['', 'release', '[', '7', 'null', '"x"', '\u0000'])('are no %j', (body) => {
    expect(receive(signed(body))).toMatchObject({ status: 400, message: null });
  });

  test('are taken apart however deep they are', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    expect(receive(signed(deep))).toMatchObject({ message: null });
  });

  test('put nothing strange into the message, the log or the queue', () => {
    const odd = withData({ status: `\u001b[31mred\r\n\u202e${'x'.repeat(5_000)}`, version: 44 });
    const { message, reason } = receive(signed(JSON.stringify(odd)));
    expect(reason).toMatch(/^webhook: release v44 red x+\.\.\.$/);
    expect(reason.length).toBeLessThanOrEqual(limits.reasonCharactersMax);
    expect(parseQueueMessage(JSON.stringify(message))).toEqual(message);
    const stranger = withData({ app: { name: `\u001b[2J${'y'.repeat(5_000)}` } });
    expect(receive(signed(JSON.stringify(stranger))).reason).toMatch(/^app y+/);
    expect(receive(signed(JSON.stringify(stranger))).reason.length).toBeLessThanOrEqual(200);
  });
});

test('an app that is called like a part of the language is an app like any other', () => {
  const odd = withData({ app: { name: 'constructor' } });
  expect(receive(signed(JSON.stringify(odd)))).toMatchObject({ message: { app: 'constructor' } });
});
