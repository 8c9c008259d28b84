/**
 * The plain kinds of value of apps.yml. A schema's message says what was expected; what came is
 * added to it later. A description stands before a transformation, where the JSON Schema sees it.
 */
import * as v from 'valibot';
import { durationPattern, formatDuration, parseDuration } from '../duration.ts';
import { limits } from '../limits.ts';

/** A duration with its unit, in milliseconds when parsed; zero only where `zero` allows it. */
export function duration(
  description: string,
  { zero = false, max = limits.durationMsMax }: { zero?: boolean; max?: number } = {},
) {
  return v.pipe(
    v.string(durationExpected),
    v.description(description),
    v.regex(durationPattern, durationExpected),
    v.check((written) => fits(written, zero ? 0 : 1, max), rangeExpected(zero, max)),
    v.transform(milliseconds),
  );
}

/** A duration or `always`, which is null when parsed. */
export function durationOrAlways(description: string) {
  const expected = 'a duration with its unit such as 24h, or always';
  const max = limits.durationMsMax;
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(new RegExp(`^always$|${durationPattern.source}`), expected),
    v.check((written) => written === 'always' || fits(written, 1, max), rangeExpected(false, max)),
    v.transform((written) => (written === 'always' ? null : milliseconds(written))),
  );
}

/** A whole number within bounds. */
export function count(description: string, min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.number(expected),
    v.description(description),
    v.integer(expected),
    v.minValue(min, expected),
    v.maxValue(max, expected),
  );
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(description: string, words: Words) {
  return v.pipe(v.picklist(words, `one of ${words.join(', ')}`), v.description(description));
}

/** Text that says something and could be found in what is read of a body. */
export function text(description: string) {
  return v.pipe(
    v.string(textExpected),
    v.description(description),
    v.nonEmpty('text that is not empty'),
    v.check((value) => value.trim() !== '', 'text that is more than white space'),
    v.maxBytes(limits.bodyBytesMax, `text within the ${limits.bodyBytesMax} bytes read of a body`),
  );
}

/** One text or a list of them, always a list when parsed. */
export function texts(description: string) {
  const expected = 'text or a list of texts';
  return v.pipe(
    v.union([text('One of them.'), v.array(text('One of them.'))], expected),
    v.description(description),
    v.transform((value) => (typeof value === 'string' ? [value] : value)),
  );
}

/** Says that text was expected, and how a bare number or a bare `true` becomes text. */
export function textExpected(issue: { readonly input: unknown }): string {
  const { input } = issue;
  const isBare = typeof input === 'number' || typeof input === 'boolean';
  return isBare ? `text (write '${input}' in quotes)` : 'text';
}

function durationExpected(issue: { readonly input: unknown }): string {
  const { input } = issue;
  const written = typeof input === 'number' || typeof input === 'string' ? `${input}` : '';
  const isBare = /^\d+(\.\d+)?$/.test(written);
  const hint = isBare
    ? `(write ${written}s or ${written}ms)`
    : 'such as 500ms, 10s, 5m, 24h or 14d';
  return `a duration with its unit ${hint}`;
}

function rangeExpected(zero: boolean, max: number): string {
  const from = zero ? 'a duration of' : 'a duration above zero and of';
  return `${from} at most ${formatDuration(max)}, in whole milliseconds`;
}

function fits(written: string, min: number, max: number): boolean {
  const durationMs = parseDuration(written);
  return durationMs !== null && durationMs >= min && durationMs <= max;
}

/** Only after `fits`, which leaves nothing that cannot be read. */
function milliseconds(written: string): number {
  return parseDuration(written) ?? Number.NaN;
}
