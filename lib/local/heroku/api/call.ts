// What every resource of the Platform API is handed and hands back.

import * as valibot from 'valibot';
import type { SmallApp } from '../app.ts';
import { match, type Route, route } from '../http-table.ts';
import type { Platform } from '../platform.ts';
import { type Keys, paginate } from '../range.ts';
import type { RateLimit } from '../rate-limit.ts';

/** One call, already known to be allowed. */
export type Call = {
  readonly platform: Platform;
  readonly rateLimit: RateLimit;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown;
  readonly range: string | undefined;
  /** `3`, `3.sdk`, `3.webhooks` … as the Accept header asks. */
  readonly variant: string;
};

/** The answer to a call; the body is sent as JSON. */
export type ApiAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Carries out one kind of call. */
export type Handler = (call: Call) => ApiAnswer | Promise<ApiAnswer>;

/** Carries out one kind of call about an app that exists. */
export type AppHandler = (app: SmallApp, call: Call) => ApiAnswer | Promise<ApiAnswer>;

/** A line of the table below `/apps/:app`; an unknown app is answered here. */
export function appRoute(method: string, path: string, handler: AppHandler): Route<Handler> {
  return route(method, `/apps/:app${path}`, (call: Call) => {
    const app = call.platform.find(call.parameters['app'] ?? '');
    return app ? handler(app, call) : notFound('app');
  });
}

/** Finds the line for a call and carries it out. */
export function dispatch(
  table: readonly Route<Handler>[],
  method: string,
  of: { readonly path: string; readonly call: Omit<Call, 'parameters'> },
): ApiAnswer | Promise<ApiAnswer> {
  const matched = match(table, method, of.path);
  if (!matched) return problem(404, 'not_found', 'The requested API endpoint was not found.');
  return matched.handler({ ...of.call, parameters: matched.parameters });
}

export function ok(body: unknown): ApiAnswer {
  return { status: 200, body };
}

export function created(body: unknown, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status: 201, body, headers };
}

/** Heroku's shape for everything that goes wrong. */
export function problem(status: number, id: string, message: string): ApiAnswer {
  return { status, body: { id, message } };
}

export function notFound(resource: string): ApiAnswer {
  return problem(404, 'not_found', `Couldn't find that ${resource}.`);
}

export function invalid(message: string): ApiAnswer {
  return problem(422, 'invalid_params', message);
}

/** A list in pages. `show` is applied to the items of the page only. */
export function listed<Item>(
  items: readonly Item[],
  range: string | undefined,
  of: { readonly keys: Keys<Item>; readonly show: (item: Item) => unknown },
): ApiAnswer {
  const page = paginate(items, range, of.keys);
  if (!page) {
    const message = `Range "${range}" is not one of ${Object.keys(of.keys).join(', ')}.`;
    return problem(416, 'requested_range_not_satisfiable', message);
  }
  return { status: page.status, body: page.items.map(of.show), headers: page.headers };
}

/** The body in the wanted shape, or the answer that says what is wrong with it. */
export function parseBody<Shape extends valibot.GenericSchema>(
  call: Call,
  shape: Shape,
):
  | { readonly ok: true; readonly value: valibot.InferOutput<Shape> }
  | { readonly ok: false; readonly answer: ApiAnswer } {
  const parsed = valibot.safeParse(shape, call.body ?? {});
  if (parsed.success) return { ok: true, value: parsed.output };
  const issue = parsed.issues[0];
  const where = valibot.getDotPath(issue) ?? 'body';
  return { ok: false, answer: invalid(`Invalid params: ${where}: ${issue.message}`) };
}
