import { functionUrlEvent, type Sent } from './function-url-event.ts';
import type { Lambda } from './lambda.ts';

/** A call of the deploys function: with which token, and how long it may wait. */
export type Asked = Partial<Sent> & { readonly by?: string; readonly wait?: string };

/** The answer, its body as far as tests go on with it. */
export type Answered = {
  readonly status: number;
  readonly headers: object;
  readonly body: { readonly id: string; readonly verdict: string; readonly error: string };
};

/** Calls the function as a Function URL does. Throws what it throws. */
export async function callDeploys(
  asked: Asked,
  { to, timeoutMs = 10_000 }: { readonly to: Lambda; readonly timeoutMs?: number },
): Promise<Answered> {
  const { by, wait, ...sent } = asked;
  const headers: Record<string, string> = by === undefined ? {} : { Authorization: `Bearer ${by}` };
  const event = functionUrlEvent({ body: '', path: '/deploys', headers, ...sent });
  const query = wait === undefined ? {} : { queryStringParameters: { wait } };
  const outcome = await to.invoke({ ...event, ...query }, timeoutMs);
  if (!outcome.ok) throw new Error(outcome.error);
  const { statusCode, headers: answered, body } = outcome.value as never;
  return { status: statusCode, headers: answered, body: JSON.parse(body) };
}
