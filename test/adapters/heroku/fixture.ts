import { readFileSync } from 'node:fs';

/** One of the answers under test/fixtures/heroku, as Heroku's JSON. */
export function fixture(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/heroku/${name}`, import.meta.url), 'utf8'),
  );
}

/** The same for a list, whose entries a test may change. */
export function fixtureList(name: string): Record<string, unknown>[] {
  return fixture(name) as Record<string, unknown>[];
}
