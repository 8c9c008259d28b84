import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { chatShape } from '../../lib/core/alert-message/chat-shape.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { exampleOf } from '../../lib/core/catalogue/examples.ts';
import { catalogue, type Kind, kinds } from '../../lib/core/catalogue.ts';
import { limits } from '../../lib/core/limits.ts';
import { everyAlert } from './spoken.ts';

const entries: ReadonlyMap<string, (typeof catalogue)[Kind]> = new Map(Object.entries(catalogue));
const said = [...everyAlert().values()];
const schema = JSON.parse(
  await readFile(new URL('../../alert.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);

test('what is said is in the catalogue, and what is in the catalogue is said', () => {
  expect(said.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
});

test('everything is said as loud as the catalogue has it', () => {
  for (const { kind, severity } of said) {
    expect(entries.get(kind)?.severities, kind).toContain(severity);
  }
});

describe.each(kinds)('the example of %s', (kind) => {
  const alert = exampleOf(kind);
  const { subject, email, sms, json, chat } = alertMessage(alert);

  test('is one of its kind, as loud as the loudest of it', () => {
    expect(alert.kind).toBe(kind);
    expect(alert.severity).toBe(catalogue[kind].severities[0]);
    expect(alertMessage(exampleOf(kind))).toEqual(alertMessage(alert));
  });

  test('has no hole and nothing of the machine in it', () => {
    const text = [subject, email, sms, chat].join('\n');
    expect(text).not.toMatch(/undefined|NaN|\[object|Infinity|v\?|\b0 ms|\bv0\b|\. \./);
    // A link is never broken, because it could not be followed then.
    expect(email.match(/^(?! *https:\S+$).{77,}$/gm) ?? []).toEqual([]);
    expect(sms.length).toBeLessThanOrEqual(140);
  });

  test('is what alert.schema.json says that machines get', () => {
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
  });

  test('is a custom notification within our bounds', () => {
    const { content, metadata } = v.parse(chatShape, JSON.parse(chat));
    expect(content.title).toContain(alert.headline.slice(0, 40));
    expect(content.description.length).toBeLessThanOrEqual(limits.chatDescriptionMax);
    expect(metadata.threadId).toBe(alert.incident ?? alert.id);
  });
});

test('a message that lacks something is not what the schema says', () => {
  const whole = JSON.parse(alertMessage(exampleOf('rolled-back')).json);
  for (const key of Object.keys(whole)) {
    const { [key]: _, ...rest } = whole;
    expect(validate(rest), key).toBe(false);
  }
  expect(validate({ ...whole, lastgood: 2 })).toBe(false);
  expect(validate({ ...whole, severity: 'loud' })).toBe(false);
  expect(validate({ ...whole, added: 'later' })).toBe(true);
});

test('what is said of GitHub names the release, who made it and when, and its commit', () => {
  const spoken = kinds.filter((kind) => kind.startsWith('checks-') || kind.startsWith('github-'));
  expect(spoken).toHaveLength(5);
  for (const kind of spoken) {
    const text = exampleOf(kind).evidence.join('\n');
    expect(text, kind).toContain('v29 (deploy) by ben@example.com, 2026-11-23 03:11:05 UTC');
    expect(text, kind).toContain('https://github.com/acme/my-shop/compare/1a5f89db...9c0ffee1');
  }
  const link = 'https://github.com/acme/my-shop/commit/9c0ffee1a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5';
  for (const kind of ['checks-wanting', 'checks-held'] as const) {
    expect(exampleOf(kind).next.join('\n')).toContain(link);
  }
});

test('an app whose repository is known gets a link to what the release changed', () => {
  const link = 'https://github.com/acme/my-shop/compare/1a5f89db...9c0ffee1';
  for (const kind of ['rollback-started', 'rollback-held', 'app-down', 'rolled-back'] as const) {
    expect(exampleOf(kind).evidence.join('\n')).toContain(link);
  }
});
