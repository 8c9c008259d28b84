// apps.schema.json says what apps.yml may hold: to editors what the parser says to lastgood.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { appSchema } from '../../lib/core/configuration/app-schema.ts';
import { fileSchema } from '../../lib/core/configuration/schema.ts';
import { alertSchemaText, schemaText } from '../../scripts/schema.ts';

const schema = JSON.parse(schemaText());
const app = schema.$defs.app;

test('the committed schema is the one that the source makes: run `npm run schema`', async () => {
  const committed = new URL('../../apps.schema.json', import.meta.url);
  expect(await readFile(committed, 'utf8')).toBe(schemaText());
});

test('so is the one of an alert', async () => {
  const committed = new URL('../../alert.schema.json', import.meta.url);
  expect(await readFile(committed, 'utf8')).toBe(alertSchemaText());
});

test('every key is in it, with a description', () => {
  expect(Object.keys(schema.properties)).toEqual(Object.keys(fileSchema.entries));
  expect(Object.keys(app.properties)).toEqual(Object.keys(appSchema.entries));
  const properties = { ...schema.properties, ...app.properties };
  for (const [key, property] of Object.entries(properties)) {
    expect(property, key).toHaveProperty('description', expect.stringMatching(/^.{10,}\.$/));
  }
});

test('an unknown key is marked at every level', () => {
  const maps = [schema, app, schema.properties.cadence, schema.properties.limits];
  const inner = [app.properties.sustained, app.properties.maintenance.items];
  for (const map of [...maps, ...inner]) expect(map.additionalProperties).toBe(false);
});

test('a duration is text with a unit, and has its default', () => {
  const { timeout } = app.properties;
  expect(timeout).toMatchObject({ type: 'string', default: '10s' });
  expect(new RegExp(timeout.pattern).test('500ms')).toBe(true);
  expect(new RegExp(timeout.pattern).test('500')).toBe(false);
});

test('the forms of a status and the words of a policy are completed', () => {
  expect(app.properties.status.anyOf).toHaveLength(3);
  expect(app.properties.rollback.enum).toEqual(['auto', 'ask', 'off']);
});

test('an app may say nothing and live on the defaults', () => {
  expect(schema.required).toEqual(['apps']);
  expect(schema.properties.apps.additionalProperties.anyOf).toContainEqual({ type: 'null' });
});
