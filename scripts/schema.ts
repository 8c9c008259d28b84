/** `npm run schema` writes apps.schema.json, with which an editor checks and completes apps.yml. */
import { writeFile } from 'node:fs/promises';
import { toJsonSchema } from '@valibot/to-json-schema';
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
  return `${JSON.stringify({ title: 'apps.yml of lastgood', ...schema }, null, 2)}\n`;
}

if (import.meta.main)
  await writeFile(new URL('../apps.schema.json', import.meta.url), schemaText());
