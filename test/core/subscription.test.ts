import { describe, expect, test } from 'vitest';
import { limits } from '../../lib/core/limits.ts';
import {
  type Delivery,
  judgeSubscription,
  planSubscription,
  type Subscription,
} from '../../lib/core/subscription.ts';
import { dawn, hour, minute } from './fixtures.ts';

const url = 'https://abc.lambda-url.eu-west-1.on.aws/';

function one(id: string, change: Partial<Subscription> = {}): Subscription {
  return { id, url, include: ['api:release', 'dyno'], level: 'sync', ...change };
}

function delivered(status: string, change: Partial<Delivery> = {}): Delivery {
  const code = status === 'succeeded' ? 202 : null;
  return { subscriptionId: 'a', status, attempts: 1, code, createdAt: dawn, ...change };
}

const judge = (subscriptions: Subscription[], deliveries: Delivery[] = []) =>
  judgeSubscription({ subscriptions, deliveries }, url, dawn + minute).map(
    ({ isRight, text }) => `${isRight ? 'right' : 'WRONG'} ${text}`,
  );

describe('what there is to do', () => {
  const elsewhere = one('x', { url: 'https://elsewhere.example/' });
  test.each<[string, Subscription[], object]>([
    ['where there is none', [], { kind: 'create' }],
    ['beside one that goes elsewhere', [elsewhere], { kind: 'create' }],
    ['where it is right', [one('a')], { kind: 'update', id: 'a', wrong: [], doubles: [] }],
    [
      'where it is told with or without a slash at its end',
      [one('a', { url: url.slice(0, -1) })],
      { kind: 'update', id: 'a', wrong: [], doubles: [] },
    ],
    [
      'where its URL is written otherwise',
      [one('a', { url: 'HTTPS://ABC.Lambda-URL.eu-west-1.on.aws:443/' })],
      { kind: 'update', id: 'a', wrong: [], doubles: [] },
    ],
    ['beside one that goes to no URL', [one('x', { url: 'no URL' })], { kind: 'create' }],
    [
      'where it brings more than one thing too many',
      [one('a', { include: ['api:release', 'dyno', 'api:build', 'api:app'] })],
      {
        kind: 'update',
        id: 'a',
        wrong: ['it brings api:build and api:app, which nobody reads'],
        doubles: [],
      },
    ],
    [
      'where it is twice',
      [elsewhere, one('a'), one('b')],
      { kind: 'update', id: 'a', wrong: [], doubles: ['b'] },
    ],
    [
      'where nothing of it is right',
      [one('a', { level: 'notify', include: ['api:build'] })],
      {
        kind: 'update',
        id: 'a',
        wrong: [
          'its level is notify and not sync',
          'it lacks api:release and dyno',
          'it brings api:build, which nobody reads',
        ],
        doubles: [],
      },
    ],
    ['where there is no room', Array(limits.subscriptionsMax).fill(elsewhere), { kind: 'full' }],
    [
      'where there is no room and it is there',
      [...Array(limits.subscriptionsMax - 1).fill(elsewhere), one('a')],
      { kind: 'update', id: 'a', wrong: [], doubles: [] },
    ],
  ])('%s', (_what, all, expected) => {
    expect(planSubscription(all, url)).toEqual(expected);
  });
});

test('a URL with a path is the same with a slash at its end', () => {
  const door = 'https://shop.example/lastgood';
  expect(planSubscription([one('a', { url: `${door}/` })], door)).toMatchObject({ id: 'a' });
  expect(planSubscription([one('a', { url: door })], `${door}/`)).toMatchObject({ id: 'a' });
});

describe('what is found', () => {
  const there = 'right subscribed to api:release and dyno at level sync';
  test.each<[string, string[], string[]]>([
    ['none', judge([]), [`WRONG there is no subscription to ${url}: lastgood webhooks add`]],
    [
      'one without a delivery',
      judge([one('a')]),
      [there, 'right nothing was delivered in the last 24 h'],
    ],
    [
      'deliveries that came through',
      judge(
        [one('a')],
        [delivered('succeeded'), delivered('retrying', { createdAt: dawn - hour })],
      ),
      [there, 'right the newest delivery, 1 min ago, succeeded; 1 of 2 in the last 24 h did not'],
    ],
    [
      'deliveries that all came through',
      judge(
        [one('a')],
        [delivered('succeeded', { createdAt: dawn - hour }), delivered('succeeded')],
      ),
      [there, 'right the newest delivery, 1 min ago, succeeded'],
    ],
    [
      'one that Heroku skipped, later than one that came through',
      judge([one('a')], [delivered('succeeded', { createdAt: dawn - hour }), delivered('skipped')]),
      [there, 'WRONG the newest delivery, 1 min ago, was skipped after 1 attempt: no answer came'],
    ],
    [
      'a status that nobody knows',
      judge([one('a')], [delivered('lost', { attempts: 2, code: 500 })]),
      [
        there,
        'WRONG the newest delivery, 1 min ago, is lost after 2 attempts: it was answered 500',
      ],
    ],
    [
      'another secret at Heroku',
      judge([one('a')], [delivered('retrying', { code: 401, attempts: 5 })]),
      [
        there,
        'WRONG the newest delivery, 1 min ago, is tried again after 5 attempts: ' +
          'it was answered 401; Heroku has another secret: lastgood webhooks add',
      ],
    ],
    [
      'nobody who answers',
      judge([one('a')], [delivered('failed'), delivered('succeeded', { createdAt: dawn - hour })]),
      [there, 'WRONG the newest delivery, 1 min ago, failed after 1 attempt: no answer came'],
    ],
    [
      'what waits, what is old and what is of others',
      judge(
        [one('a')],
        [
          delivered('pending'),
          delivered('scheduled'),
          delivered('failed', { createdAt: dawn + minute - 24 * hour }),
          delivered('failed', { createdAt: dawn - 25 * hour }),
          delivered('failed', { subscriptionId: 'x' }),
        ],
      ),
      [there, 'right nothing was delivered in the last 24 h'],
    ],
    [
      'one that is wrong, and there twice',
      judge([one('a', { level: 'notify' }), one('b')]),
      [
        'WRONG its level is notify and not sync: lastgood webhooks add',
        'WRONG b goes to the same URL: lastgood webhooks add',
        'right nothing was delivered in the last 24 h',
      ],
    ],
  ])('%s', (_what, findings, expected) => {
    expect(findings).toEqual(expected);
  });
});
