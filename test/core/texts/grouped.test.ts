import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { alertMessage } from '../../../lib/core/alert-message.ts';
import { exampleOf } from '../../../lib/core/catalogue/examples.ts';
import { kinds } from '../../../lib/core/catalogue.ts';
import { groupAlerts } from '../../../lib/core/group-alerts.ts';
import { limits } from '../../../lib/core/limits.ts';
import { occasionOf } from '../../../lib/core/shared-occasion.ts';
import { groupHappened, groupHeadline, groupLine } from '../../../lib/core/texts/grouped.ts';
import { alertSchemaText } from '../../../scripts/schema.ts';
import { alert } from '../alert-message/alert.ts';

const three = ['shop', 'blog', 'docs'].map((app) => ({ ...alert, app, id: app }));

describe('twelve apps that were released together', () => {
  const member = (kind: 'release-detected' | 'release-good', index: number) => ({
    ...exampleOf(kind),
    id: `app-${index}.${kind}`,
    app: `app-${index}`,
  });
  const twelve = (kind: 'release-detected' | 'release-good') =>
    groupAlerts(Array.from({ length: 12 }, (_, index) => member(kind, index)));

  test('are a title that says it, and a line for each with who made what', () => {
    const [group, ...others] = twelve('release-detected');
    expect(others).toEqual([]);
    const { subject, sms, email, json } = alertMessage(group?.alert ?? alert);
    const title = '12 apps: new releases are live and being watched (app-0, app-1, app-2, app-3';
    expect(subject.startsWith(`[lastgood] ${title}`)).toBe(true);
    expect(sms.startsWith(`lastgood ${title}`)).toBe(true);
    expect(email).toContain('The same is to be said of the releases of 12 apps. One line each:');
    expect(email.replaceAll(/\s+/g, ' ')).toContain(
      '- app-11: v29 is live and being watched. Deploy by ben@example.com, 2026-11-23 03:11:05 ' +
        'UTC (3 min ago): Deploy 9c0ffee1',
    );
    expect(JSON.parse(json).alerts[11]).toEqual({
      ...{ id: 'app-11.release-detected', app: 'app-11', incident: null, severity: 'info' },
      release: 29,
    });
    const validate = new Ajv({ strict: true }).compile(JSON.parse(alertSchemaText()));
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
  });

  test('show all of their lines in a chat, and once what was done', () => {
    const [group] = twelve('release-good');
    const { content } = JSON.parse(alertMessage(group?.alert ?? alert).chat);
    expect(content.title).toContain('🔵 12 apps: the new releases are good (app-0');
    for (let index = 0; index < 12; index += 1)
      expect(content.description).toContain(`app-${index}: v29`);
    expect(content.description).not.toContain('lines more');
    expect(content.description).toContain('• Each of these releases is now the one to go back to.');
    expect(content.description.length).toBeLessThanOrEqual(limits.chatDescriptionMax);
  });

  test('what only some of them have says whose it is', () => {
    const some = Array.from({ length: 4 }, (_, index) => ({
      ...member('release-detected', index),
      next: index < 2 ? ['Look at it'] : [],
    }));
    expect(groupAlerts(some)[0]?.alert.next).toEqual(['app-0, app-1: Look at it']);
  });

  test('however many they are, a chat takes the message', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...member('release-good', index),
      headline: '<&'.repeat(200),
      happened: '<&'.repeat(2_000),
      next: ['<&'.repeat(2_000)],
    }));
    const { content } = JSON.parse(alertMessage(groupAlerts(many)[0]?.alert ?? alert).chat);
    expect(content.description).toMatch(/\(\d+ lines more in the e-mail\)/);
    expect(content.description.length).toBeLessThanOrEqual(limits.chatDescriptionMax);
  });
});

test('every kind that may wait has a title of its own for several apps', () => {
  const waiting = kinds.filter((kind) => occasionOf({ kind }) !== null);
  const titles = waiting.map((kind) => groupHeadline(kind));
  expect(new Set(titles).size).toBe(waiting.length);
  for (const [index, kind] of waiting.entries()) {
    if (!['slow', 'flapping'].includes(kind))
      expect(titles[index]).not.toBe(kind.replaceAll('-', ' '));
    expect(
      alertMessage(groupAlerts(three.map((one) => ({ ...one, kind })))[0]?.alert ?? alert).subject,
    ).toBe(`[lastgood] 3 apps: ${titles[index]} (shop, blog, docs)`);
  }
});

test('what is told together by chance has the words of its kind', () => {
  expect(groupHeadline('check-never-passed')).toBe('check never passed');
});

test('of a trouble each app says itself what happened there, of a release who made it', () => {
  expect(groupHappened('app-down', 3)).toBe('The same was found at 3 apps. One line each:');
  const said = { app: 'shop', headline: 'down', happened: 'It fails.' };
  const evidence = exampleOf('release-detected').evidence;
  expect(groupLine({ ...alert, ...said, kind: 'app-down', evidence })).toBe(
    'shop: down. It fails.',
  );
  expect(groupLine({ ...alert, ...said, kind: 'release-good', evidence })).toMatch(
    /^shop: down\. Deploy by /,
  );
  expect(groupLine({ ...alert, ...said, kind: 'release-good', evidence: [] })).toBe(
    'shop: down. It fails.',
  );
});
