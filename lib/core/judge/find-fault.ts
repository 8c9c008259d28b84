/**
 * Every assertion of a check, in the order in which they are evaluated; the first that fails ends
 * it.
 */
import type { Check, JsonExpectation } from '../app.ts';
import { parseJsonPath, readJsonPath } from '../json-path.ts';
import { limits } from '../limits.ts';
import { parseJson } from '../parse-json.ts';
import { compilePattern } from '../pattern.ts';
import type { Cause, ProbeOutcome } from '../reading.ts';
import { safeLine } from '../safe-line.ts';

/** An answer over HTTP, as the probe brought it. */
export type Answered = Extract<ProbeOutcome, { kind: 'answered' }>;

/** Why an answer is not healthy; `detail` says what status and body alone do not show. */
export type AnswerFault = { readonly cause: Cause; readonly detail: string | null };

/** The first assertion that is not true of the answer; null: every one of them is. */
export function findFault(check: Check, answer: Answered): AnswerFault | null {
  if (!isAccepted(check.status, answer.status)) return { cause: 'status', detail: null };
  return bodyFault(check, answer) ?? jsonFault(check, answer);
}

/** A redirect is not an answer: it passes only where that very code was written. */
function isAccepted(ranges: Check['status'], status: number): boolean {
  const isRedirect = status >= 300 && status <= 399;
  return ranges.some(([from, to]) =>
    isRedirect ? from === status && to === status : from <= status && status <= to,
  );
}

/**
 * Matches on the raw body, before anything is parsed. A body that was cut proves what was found in
 * it and nothing else: what may stand behind the cut makes it too large.
 */
function bodyFault(check: Check, { body, complete }: Answered): AnswerFault | null {
  for (const text of check.lacks) {
    if (body.includes(text)) return { cause: 'body', detail: `it contains ${shown(text)}` };
  }
  for (const text of check.contains) {
    if (body.includes(text)) continue;
    if (!complete) return tooLarge(`${shown(text)} is not within ${firstPart}`);
    return { cause: 'body', detail: `it does not contain ${shown(text)}` };
  }
  if (!complete && check.checkstring !== null) {
    return tooLarge(`checkstring not within ${firstPart}`);
  }
  if (!complete && check.lacks.length > 0) {
    return tooLarge(
      `whether it lacks ${check.lacks.map(shown).join(', ')} stands behind ${firstPart}`,
    );
  }
  if (check.checkstring !== null && body.trim() !== check.checkstring.trim()) {
    return { cause: 'body', detail: null };
  }
  return check.matches === null ? null : matchFault(check.matches, body, complete);
}

function matchFault(expression: string, body: string, complete: boolean): AnswerFault | null {
  const matcher = compilePattern(expression)?.matcher(body);
  if (matcher === undefined) {
    return { cause: 'body', detail: `${shown(expression)} is not an expression in RE2 syntax` };
  }
  const isFound = matcher.find();
  // A match that touches the cut may be one only because the body seems to end there.
  if (!complete && (!isFound || matcher.end() === body.length)) {
    return tooLarge(`no certain match of ${shown(expression)} within ${firstPart}`);
  }
  if (isFound) return null;
  return { cause: 'body', detail: `it does not match ${shown(expression)}` };
}

function jsonFault(check: Check, { body, complete }: Answered): AnswerFault | null {
  if (check.json.length === 0) return null;
  if (!complete) return tooLarge(`a JSON document that does not end within ${firstPart}`);
  const document = parseJson(body);
  if (document === undefined) return { cause: 'json', detail: 'it is not JSON' };
  for (const expectation of check.json) {
    const detail = expectationFault(document, expectation);
    if (detail !== null) return { cause: 'json', detail };
  }
  return null;
}

function expectationFault(document: unknown, { path, value }: JsonExpectation): string | null {
  const steps = parseJsonPath(path);
  if (steps === null) return `${shown(path)} is not a path`;
  const place = readJsonPath(document, steps);
  if (!place.found) return `it has no ${safeLine(path, limits.bodyCutCharactersMax)}`;
  if (place.value === value) return null;
  return `${safeLine(path, limits.bodyCutCharactersMax)} is ${describeValue(place.value)}`;
}

/** An object is not shown: it can be nested deeper than it can be written out again. */
function describeValue(value: unknown): string {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function tooLarge(detail: string): AnswerFault {
  return { cause: 'too-large', detail };
}

const firstPart = `the first ${limits.bodyBytesMax / 1024} KiB`;

function shown(text: string): string {
  return `"${safeLine(text, limits.bodyCutCharactersMax)}"`;
}
