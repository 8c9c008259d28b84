/** The addresses of apps.yml: paths on an app's web_url and whole URLs. */
import * as v from 'valibot';
import { limits } from '../limits.ts';

/** A path on the app's web_url, or a whole URL. */
export function target(description: string) {
  const expected = 'a path that begins with / or a whole http(s) URL, without credentials or #';
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^(\/|https?:\/\/)[^\s#]*$/, expected),
    v.check((value) => (value.startsWith('/') ? isPath(value) : isUrl(value)), expected),
  );
}

/** A whole http(s) URL. */
export function url(description: string) {
  const expected = 'a whole http(s) URL, without credentials or #';
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^https?:\/\/[^\s#]+$/, expected),
    v.check(isUrl, expected),
  );
}

/** A whole http(s) URL, or `off`, which is null when parsed. */
export function urlOrOff(description: string) {
  const expected = 'a whole http(s) URL without credentials or #, or off';
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^(off|https?:\/\/[^\s#]+)$/, expected),
    v.check((value) => value === 'off' || isUrl(value), expected),
    v.transform((value) => (value === 'off' ? null : value)),
  );
}

function isUrl(value: string): boolean {
  const parsed = URL.parse(value);
  if (parsed === null || value.length > limits.urlCharactersMax) return false;
  return parsed.username === '' && parsed.password === '';
}

/** A path must stay on its host: `//other.example` and `/\other.example` do not. */
function isPath(value: string): boolean {
  const base = 'https://app.invalid';
  return value.length <= limits.urlCharactersMax && URL.parse(value, base)?.origin === base;
}
