/** What an app answers to somebody outside, or why it gave no answer. */
export type AppAnswer = {
  /** null: no answer at all. */
  readonly status: number | null;
  /** The body, white space trimmed; without an answer, why. */
  readonly body: string;
};

/** No answer of the drill's apps takes longer, even while a dyno boots. */
const answerMs = 5_000;

/** Asks an app through its router, as a visitor does. Never throws. */
export async function ask(
  baseUrl: string,
  path: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<AppAnswer> {
  try {
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(new URL(path, baseUrl), { method, signal });
    return { status: response.status, body: (await response.text()).trim() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, body: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** One line for a person; a router's error page is told by its status and code. */
export function answerText({ status, body }: AppAnswer): string {
  if (status === null) return `no answer (${body})`;
  const code = /\bcode=(H\d\d)\b/.exec(body)?.[1];
  const text = /^\s*</.test(body) ? "the router's error page" : `"${body.slice(0, 60)}"`;
  return code === undefined ? `${status} ${text}` : `${status} ${code}`;
}
