import { expect, test } from 'vitest';
import { mailLine } from '../../../lib/cli/tell/mail-line.ts';

const attributes = { app: 'shop', kind: 'release-good', severity: 'info' };

test('an alert of one app stands in its column, without what the columns say', () => {
  const subject = '[lastgood] shop: v29 is good';
  expect(mailLine({ subject, email: '', attributes }, 0)).toMatchObject({
    ...{ app: 'shop', part: 'says', text: '✉ v29 is good', tone: 'plain' },
    data: { apps: ['shop'] },
  });
});

test.each([
  ['as SNS hands its list over', '["shop","blog","docs"]'],
  ['as it was sent', ['shop', 'blog', 'docs']],
])('one of three apps says how many they are, %s', (_name, app) => {
  const subject = '[lastgood] 3 apps: the new releases are good (shop, blog, docs)';
  expect(mailLine({ subject, email: '', attributes: { ...attributes, app } }, 0)).toMatchObject({
    app: '3 apps',
    text: '✉ the new releases are good (shop, blog, docs)',
    data: { apps: ['shop', 'blog', 'docs'] },
  });
});

test('a subject that is not ours is shown whole', () => {
  expect(mailLine({ subject: 'hello: you', email: '', attributes }, 0)).toMatchObject({
    app: 'shop',
    text: '✉ hello: you',
  });
});
