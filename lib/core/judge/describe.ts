/** What was expected and what came, in words for a tired human. */
import type { Check } from '../app.ts';
import { limits } from '../limits.ts';
import { safeLine } from '../safe-line.ts';
import type { Answered, AnswerFault } from './find-fault.ts';

/** What a check asks for: `status 200 and body "ok"`. */
export function describeExpected(check: Check): string {
  const known = expectations.get(check);
  if (known !== undefined) return known;
  const expected = expectationOf(check);
  expectations.set(check, expected);
  return expected;
}

/** A check never changes once it is read, and every reading says what was expected of it. */
const expectations = new WeakMap<Check, string>();

function expectationOf(check: Check): string {
  const parts = [
    `status ${check.status.map(describeRange).join(' or ')}`,
    ...(check.checkstring === null ? [] : [`body ${quoted(check.checkstring)}`]),
    ...check.contains.map((text) => `body containing ${quoted(text)}`),
    ...check.lacks.map((text) => `body lacking ${quoted(text)}`),
    ...(check.matches === null ? [] : [`body matching ${quoted(check.matches)}`]),
    ...check.json.map(({ path, value }) => `JSON with ${path} = ${cut(JSON.stringify(value))}`),
  ];
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

/** What came instead, or as expected: `status 503, Heroku's application error page`. */
export function describeCame(answer: Answered, fault: AnswerFault | null): string {
  const target = answer.location === undefined ? '' : ` to ${cut(answer.location)}`;
  const detail = fault?.detail ? `: ${fault.detail}` : '';
  return `status ${answer.status}${target}, ${describeBody(answer)}${detail}`;
}

function describeRange([from, to]: readonly [number, number]): string {
  if (from === to) return String(from);
  if (from % 100 === 0 && to === from + 99) return `${from / 100}xx`;
  return `${from}-${to}`;
}

function describeBody({ body, complete }: Answered): string {
  const page = herokuPage(body);
  if (page !== null) return page;
  if (body === '') return 'empty body';
  if (isGzip(body)) return 'a gzip-compressed body, although none was asked for';
  const text = cut(body);
  if (!complete) return `body "${text}" (over ${describeSize(limits.bodyBytesMax)})`;
  const isCut = text !== body.trim();
  return `body "${text}"${isCut ? ` (${describeSize(Buffer.byteLength(body))})` : ''}`;
}

/**
 * Heroku's router answers with a page that shows one of these in a frame (Heroku Dev Center: Error
 * Pages). It is a hint only: an app may have pages of its own instead.
 */
function herokuPage(body: string): string | null {
  const name = /herokucdn\.com\/error-pages\/([a-z-]{1,40})\.html/.exec(body)?.[1];
  if (name === undefined) return null;
  return herokuPages.get(name) ?? `Heroku's page "${name}"`;
}

const herokuPages: ReadonlyMap<string, string> = new Map([
  ['application-error', "Heroku's application error page"],
  ['maintenance-mode', "Heroku's maintenance page"],
  ['no-such-app', "Heroku's page for a name that no app has"],
  ['ssl-cert-error', "Heroku's certificate error page"],
]);

/** The first two bytes of every gzip file, the second of which is no UTF-8. */
function isGzip(body: string): boolean {
  return body.charCodeAt(0) === 0x1f && body.charCodeAt(1) === 0xfffd;
}

function describeSize(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round((bytes / 1024) * 10) / 10} KiB`;
}

function quoted(text: string): string {
  return `"${cut(text)}"`;
}

function cut(text: string): string {
  return safeLine(text, limits.bodyCutCharactersMax);
}
