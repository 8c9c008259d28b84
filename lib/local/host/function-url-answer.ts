import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { LambdaFunctionURLResult } from 'aws-lambda';
import * as v from 'valibot';

/** An HTTP answer, ready to be written. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

/**
 * What a Function URL answers for a function's result: a result with a `statusCode` is the answer,
 * and any other is the JSON body of a 200 (AWS Lambda, "Response payload format"). null: the result
 * is no answer, which is a 502.
 */
export function functionUrlAnswer(result: LambdaFunctionURLResult): Answer | null {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = Buffer.from(typeof result === 'string' ? result : JSON.stringify(result ?? null));
    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body };
  }
  const parsed = v.safeParse(Result, result);
  if (!parsed.success) return null;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.output;
  return {
    status: statusCode,
    headers: { 'content-type': 'application/json', ...lowerCased(headers) },
    cookies,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

const Header = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const Result = v.object({
  statusCode: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  headers: v.optional(v.pipe(v.record(v.string(), Header), v.check(areSendable)), {}),
  cookies: v.optional(v.array(v.pipe(v.string(), v.check(isSendable))), []),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

function areSendable(headers: Record<string, string>): boolean {
  return Object.entries(headers).every(([name, value]) => isSendable(value, name));
}

function isSendable(value: string, name = 'set-cookie'): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
