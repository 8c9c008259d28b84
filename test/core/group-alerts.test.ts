import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { groupAlerts, leftOf } from '../../lib/core/group-alerts.ts';
import { topicMessageBytes } from '../../lib/core/topic-message.ts';
import { alertSchemaText } from '../../scripts/schema.ts';
import { alert } from './alert-message/alert.ts';

const of = (app: string, change: Partial<Alert> = {}): Alert => ({
  ...alert,
  id: `${app}.app-down.1`,
  kind: 'app-down',
  app,
  incident: `${app}.i1`,
  headline: `the health check of ${app} fails`,
  ...change,
});
const three = [of('shop'), of('blog'), of('docs')];

test('two apps with the same to tell are told one by one, three in one message', () => {
  expect(groupAlerts(three.slice(0, 2)).map((group) => group.alert.app)).toEqual(['shop', 'blog']);
  const [group, ...others] = groupAlerts(three);
  expect(others).toEqual([]);
  expect(group?.members).toEqual(three);
  const { subject, email } = alertMessage(group?.alert ?? alert);
  expect(subject).toBe('[lastgood] 3 apps: down (shop, blog, docs)');
  const { attributes } = alertMessage(group?.alert ?? alert);
  expect(attributes['app']).toEqual(['shop', 'blog', 'docs']);
  for (const { app, headline } of three) expect(email).toContain(`${app}: ${headline}`);
});

test('three alerts of one app are no three apps, and other kinds stay by themselves', () => {
  const same = [1, 2, 3].map((number) => of('shop', { id: `shop.${number}` }));
  expect(groupAlerts(same)).toHaveLength(3);
  const mixed = [...three, of('wiki', { kind: 'recovered' })];
  expect(groupAlerts(mixed).map(({ members }) => members.length)).toEqual([3, 1]);
});

test('each kind has a message of its own, however many kinds there are', () => {
  const kinds = ['app-down', 'recovered', 'slow', 'flapping'] as const;
  const all = kinds.flatMap((kind) => three.map(({ app }) => of(`${kind}-${app}`, { kind })));
  expect(groupAlerts(all).map(({ members }) => members.map(({ kind }) => kind))).toEqual(
    kinds.map((kind) => [kind, kind, kind]),
  );
});

test('machines get the id and the incident of each, as the schema says', () => {
  const [group] = groupAlerts(three);
  const json = JSON.parse(alertMessage(group?.alert ?? alert).json);
  expect(json.alerts).toEqual(
    three.map(({ id, app, incident, severity }) => ({ id, app, incident, severity })),
  );
  const validate = new Ajv({ strict: true }).compile(JSON.parse(alertSchemaText()));
  validate(json);
  expect(validate.errors).toBeNull();
});

test('the same alerts are the same message in whatever order, others are another', () => {
  const idOf = (alerts: readonly Alert[]) => groupAlerts(alerts)[0]?.alert.id;
  expect(idOf(three)).toBe(idOf(three.toReversed()));
  expect(idOf(three)).not.toBe(idOf([...three, of('wiki')]));
});

test('it is as loud as its loudest, and keeps what is to be done at each app', () => {
  const [group] = groupAlerts([of('shop', { severity: 'info' }), ...three.slice(1)]);
  expect(group?.alert.severity).toBe('critical');
  expect(group?.alert.done).toEqual(alert.done);
  const own = three.map((one) => ({ ...one, next: [`heroku logs -a ${one.app}`], undo: null }));
  expect(groupAlerts(own)[0]?.alert.next).toEqual([
    'shop: heroku logs -a shop',
    'blog: heroku logs -a blog',
    'docs: heroku logs -a docs',
  ]);
});

test('what one topic has taken already goes to the other one only', () => {
  const taken = three.map((one) => ({ ...one, sentTo: ['alerts'] }));
  const groups = groupAlerts([...taken, of('wiki')]);
  expect(groups.map(({ alert: { app, sentTo } }) => [app, sentTo])).toEqual([
    ['3 apps', ['alerts']],
    ['wiki', undefined],
  ]);
});

test('what is left of a message is left of each of its alerts', () => {
  const [group] = groupAlerts(three);
  if (group === undefined) throw new Error('no message');
  expect(leftOf(group, null)).toEqual([]);
  expect(leftOf(group, group.alert)).toEqual(three);
  const half = leftOf(group, { ...group.alert, sentTo: ['alerts'] });
  expect(half).toEqual(three.map((one) => ({ ...one, sentTo: ['alerts'] })));
});

test('however many apps say however much, SNS takes the message, with all ids', () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    of(`app-${index}`.padEnd(30, 'x'), {
      id: `id-${index}`.padEnd(90, 'y'),
      happened: '語'.repeat(9_000),
    }),
  );
  const groups = groupAlerts(many);
  expect(groups.map(({ members }) => members.length)).toEqual([100, 100, 50]);
  for (const { alert: message, members } of groups) {
    const made = alertMessage(message);
    expect(topicMessageBytes(made)).toBeLessThanOrEqual(256 * 1024);
    expect(JSON.parse(made.json).alerts.map(({ id }: Alert) => id)).toEqual(
      members.map(({ id }) => id),
    );
  }
});

describe('of one app nothing comes before what is older', () => {
  const at = (app: string, kind: string, seconds: number) =>
    of(app, { id: `${app}.${kind}`, kind, at: alert.at + seconds * 1_000 });
  const sent = (alerts: readonly Alert[]) =>
    groupAlerts(alerts).map(({ alert: { kind }, members }) => [
      kind,
      members.map(({ app }) => app).join(' '),
    ]);

  test('although others are told of what is newer in a message that began before', () => {
    const down = at('shop', 'app-down', 20);
    const well = ['blog', 'docs'].map((app) => at(app, 'recovered', 10));
    expect(sent([...well, down, at('shop', 'recovered', 30)])).toEqual([
      ['recovered', 'blog'],
      ['recovered', 'docs'],
      ['app-down', 'shop'],
      ['recovered', 'shop'],
    ]);
  });

  test('and what fits is one message all the same', () => {
    const apps = ['shop', 'blog', 'docs'];
    const came = apps.map((app, index) => at(app, 'release-detected', index));
    const good = apps.map((app, index) => at(app, 'release-good', 1.5 + index));
    expect(sent([...good, ...came])).toEqual([
      ['release-detected', 'shop blog docs'],
      ['release-good', 'shop blog docs'],
    ]);
  });

  test('whatever was decided when', () => {
    const kinds = ['app-down', 'recovered', 'release-detected', 'release-good'];
    const some = fc.record({
      app: fc.constantFrom('shop', 'blog', 'docs', 'wiki'),
      kind: fc.constantFrom(...kinds),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (made) => {
        const alerts = made.map(({ app, kind }, index) =>
          of(app, { id: `${index}`, kind, at: alert.at + index }),
        );
        const members = groupAlerts(alerts).flatMap((group) => group.members);
        expect(members).toHaveLength(alerts.length);
        for (const app of ['shop', 'blog', 'docs', 'wiki']) {
          const own = members.filter((one) => one.app === app);
          expect(own).toEqual(own.toSorted((left, right) => left.at - right.at));
        }
      }),
    );
  });
});
