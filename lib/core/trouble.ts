/** Why a service could not be asked or told over HTTP, in one shape for every way it can fail. */

/** The ways that all services have in common. */
export const troubleKinds = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rejected',
  'rate-limited',
  'unavailable',
  'timeout',
  'unreachable',
  'malformed',
] as const;

/** `OwnKind` is what only one service has. */
export type Trouble<OwnKind extends string> = {
  readonly kind: (typeof troubleKinds)[number] | OwnKind;
  /** What happened, to what: `GET /apps/shop/releases answered 503 …`. Never holds the token. */
  readonly message: string;
  /** What to do next, as an instruction. */
  readonly advice: string;
  /** True when asking again later can help without anybody doing anything. */
  readonly canRetry: boolean;
  readonly status: number | null;
};

/** What a service answered, or why it did not. */
export type AnswerOr<T, Why> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Why };
