import { describe, expect, test } from 'vitest';
import type { Alert, Severity } from '../../../lib/core/alert.ts';
import { groupAlerts } from '../../../lib/core/group-alerts.ts';
import { alert } from '../alert-message/alert.ts';

const of = (app: string, change: Partial<Alert> = {}): Alert => ({
  ...alert,
  ...{ id: `${app}.1`, kind: 'app-down', app, ...change },
});
const messageOf = (...alerts: readonly Alert[]) => groupAlerts(alerts)[0]?.alert;

test('it has an id by its kind and its alerts, and counts alerts and apps', () => {
  const message = messageOf(of('shop'), of('blog'), of('docs'), of('docs', { id: 'docs.2' }));
  expect(message?.id).toMatch(/^group\.app-down\.[0-9a-f]{16}$/);
  expect(messageOf(of('shop'), of('blog'), of('docs'), of('wiki'))?.id).not.toBe(message?.id);
  expect(message?.facts).toEqual({ alerts: 4, apps: 3 });
});

test('it says how each is undone, where anything was done', () => {
  const undone = ['shop', 'blog'].map((app) =>
    of(app, { next: [], undo: `heroku undo -a ${app}` }),
  );
  expect(messageOf(...undone, of('docs', { next: [], undo: null }))?.next).toEqual([
    'shop: To undo it: `heroku undo -a shop`',
    'blog: To undo it: `heroku undo -a blog`',
  ]);
});

describe('it is as loud as its loudest', () => {
  test.each<[Severity, Severity[]]>([
    ['warning', ['info', 'resolved', 'warning']],
    ['resolved', ['info', 'info', 'resolved']],
    ['info', ['info', 'info', 'info']],
  ])('%s of %j', (loudest, all) => {
    const alerts = all.map((severity, index) => of(`app-${index}`, { severity }));
    expect(messageOf(...alerts)?.severity).toBe(loudest);
  });
});

test('the oldest is sent first, whatever came in first', () => {
  const later = of('shop', { kind: 'recovered', at: alert.at + 1 });
  expect(groupAlerts([later, of('shop')]).map((group) => group.alert.kind)).toEqual([
    'app-down',
    'recovered',
  ]);
  const [group] = groupAlerts([of('docs', { at: alert.at + 2 }), of('shop'), of('blog')]);
  expect(group?.members.map(({ app }) => app)).toEqual(['shop', 'blog', 'docs']);
  expect(group?.alert.at).toBe(alert.at);
});
