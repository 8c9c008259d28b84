/** What a probe sends along and what it expects: the richer kinds of value of an app. */
import { RE2JS } from 're2js';
import * as v from 'valibot';
import { parseJsonPath } from '../json-path.ts';
import { limits } from '../limits.ts';
import { text, textExpected } from './values.ts';

/** Statuses as inclusive ranges when parsed: 200 is [200, 200], 2xx is [200, 299]. */
export function status(description: string) {
  const expected = 'a status from 200 to 599, 2xx, a range such as 200-299, or a list of these';
  const code = v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(200, expected),
    v.maxValue(599, expected),
    v.transform((value): StatusRange => [value, value]),
  );
  const range = v.pipe(
    v.string(expected),
    v.regex(/^([2-5]xx|[2-5]\d\d(-[2-5]\d\d)?)$/, expected),
    v.check(isAscending, 'a range of statuses whose first is the lower one'),
    v.transform(statusRange),
  );
  const list = v.pipe(
    v.array(v.union([code, range], expected), expected),
    v.minLength(1, 'at least one status, because nothing passes without'),
  );
  return v.pipe(
    v.union([code, range, list], expected),
    v.description(description),
    v.transform((value) => (isRange(value) ? [value] : value)),
  );
}

/** A regular expression that RE2 takes: no back-reference, no look-around, and so never slow. */
export function expression(description: string) {
  const max = limits.expressionCharactersMax;
  return v.pipe(
    v.string(textExpected),
    v.description(description),
    v.nonEmpty('a regular expression that is not empty'),
    v.maxLength(max, `a regular expression of at most ${max} characters`),
    v.rawCheck(({ dataset, addIssue }) => {
      const complaint = dataset.typed ? compileComplaint(dataset.value) : null;
      if (complaint !== null) addIssue({ message: `a regular expression for RE2 (${complaint})` });
    }),
  );
}

/** Paths into a JSON body, and the value that must stand at each. */
export function json(description: string) {
  const expected = 'text, a number, true, false or null';
  const number = v.pipe(
    v.number(expected),
    v.check(isExact, 'a number of at most 15 digits, which a program can hold exactly'),
  );
  return v.pipe(
    v.record(
      v.pipe(
        v.string(),
        v.check((path) => parseJsonPath(path) !== null, 'a path such as $.db.state'),
      ),
      v.union([v.string(), number, v.boolean(), v.null()], expected),
      'a map of path to value',
    ),
    v.description(description),
  );
}

/** Headers, still with `${env:NAME}` in them: the environment is no part of the schema. */
export function headers(description: string) {
  return v.pipe(
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'the name of a header'),
        v.check(isFree, 'another header: the probe or HTTP itself sets this one'),
      ),
      v.pipe(
        text(`The value; \${env:NAME} in it is taken from the environment.`),
        v.regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'a header value: one line of printable characters'),
      ),
      'a map of header to value',
    ),
    v.description(description),
  );
}

type StatusRange = readonly [low: number, high: number];

function statusRange(written: string): StatusRange {
  if (written.endsWith('xx')) {
    const hundred = Number(written.charAt(0)) * 100;
    return [hundred, hundred + 99];
  }
  const [low, high] = written.split('-');
  return [Number(low), Number(high ?? low)];
}

function isAscending(written: string): boolean {
  const [low, high] = statusRange(written);
  return low <= high;
}

function isRange(value: StatusRange | readonly StatusRange[]): value is StatusRange {
  return typeof value[0] === 'number';
}

function compileComplaint(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** A probe opens a fresh connection, asks for the body as it is and reads it whole. */
const ownHeaders = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function isFree(name: string): boolean {
  return !ownHeaders.has(name.toLowerCase());
}
