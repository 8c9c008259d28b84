/**
 * `npm run schema` writes apps.schema.json, with which an editor checks and completes apps.yml, and
 * alert.schema.json, which tells what machines get of an alert.
 */
import { writeFile } from 'node:fs/promises';
import { toJsonSchema } from '@valibot/to-json-schema';
import { alertJsonShape } from '../lib/core/alert-message/json-shape.ts';
import { appSchema } from '../lib/core/configuration/app-schema.ts';
import { fileSchema } from '../lib/core/configuration/schema.ts';

/** The JSON Schema of apps.yml as text, from the same source that parses it. */
export function schemaText(): string {
  const schema = toJsonSchema(fileSchema, {
    // As a person writes it: durations with their unit, statuses in their short forms.
    typeMode: 'input',
    definitions: { app: appSchema },
    // What no JSON Schema can say, such as a time zone's name, is left to the parser.
    errorMode: 'ignore',
  });
  return asText({ title: 'apps.yml of lastgood', ...schema });
}

/** The JSON Schema of an alert as text, from the same source that makes it. */
export function alertSchemaText(): string {
  return asText(toJsonSchema(alertJsonShape, { errorMode: 'throw' }));
}

function asText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

if (import.meta.main) {
  await writeFile(new URL('../apps.schema.json', import.meta.url), schemaText());
  await writeFile(new URL('../alert.schema.json', import.meta.url), alertSchemaText());
}
