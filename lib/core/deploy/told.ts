/** What somebody tells of a deploy: JSON of three short fields. */
import * as v from 'valibot';
import { came } from '../configuration/came.ts';
import { limits } from '../limits.ts';
import { parseJson } from '../parse-json.ts';
import { safeLine } from '../safe-line.ts';

/** A deploy as its teller names it. */
export type Told = {
  readonly app: string;
  /** In lower case. */
  readonly commit: string | null;
  readonly version: number | null;
};

const commitExpected = '7 to 40 hexadecimal digits';
const versionExpected = "Heroku's number of the release, a whole number from 1";

/** What a body may hold, a line a key. */
export const toldExpected = [
  'app: the name of an app in apps.yml',
  `commit (may be left out): ${commitExpected}`,
  `version (may be left out): ${versionExpected}`,
] as const;

const keys = {
  app: v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty')),
  commit: v.nullish(
    v.pipe(
      v.string(commitExpected),
      v.regex(/^[0-9a-f]{7,40}$/i, commitExpected),
      v.transform((commit) => commit.toLowerCase()),
    ),
    null,
  ),
  version: v.nullish(
    v.pipe(
      v.number(versionExpected),
      v.safeInteger(versionExpected),
      v.minValue(1, versionExpected),
    ),
    null,
  ),
};

/** Reads a body, or tells all of its faults at once. */
export function parseTold(
  text: string,
):
  | { readonly ok: true; readonly told: Told }
  | { readonly ok: false; readonly faults: readonly string[] } {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, faults: [`the body: expected a JSON object, came ${came(json)}`] };
  }
  const unknown = Object.keys(json).filter((key) => !Object.hasOwn(keys, key));
  const parsed = v.safeParse(v.object(keys), json);
  const faults = [...(parsed.issues ?? []).map(faultOf), ...unknown.map(unknownKey)];
  return parsed.success && faults.length === 0
    ? { ok: true, told: parsed.output }
    : { ok: false, faults };
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue) ?? 'the body';
  // Only an object complains of a key that is not there.
  if (issue.type === 'object') return `${key}: it is missing`;
  return `${key}: expected ${issue.message}, came ${came(issue.input)}`;
}

function unknownKey(key: string): string {
  const shown = safeLine(key, limits.cameCharactersMax);
  return `${shown}: expected one of ${Object.keys(keys).join(', ')}`;
}
