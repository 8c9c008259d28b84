import { limits } from '../../core/limits.ts';
import { subscriptionsTo } from '../../core/subscription.ts';
import { type Outcome, troubled, type Work } from './work.ts';

/** Every subscription of an app, which of them is ours, and how many more there may be. */
export async function listSubscriptions({ heroku, url }: Work, app: string): Promise<Outcome> {
  const listed = await heroku.list(app);
  if (!listed.ok) return troubled(listed);
  const own = new Set(url === null ? [] : subscriptionsTo(listed.value, url));
  const lines = listed.value.map((one) => {
    const whose = own.has(one) ? '  (ours)' : '';
    return `${one.id}  ${one.level}  ${one.include.join(',')}  ${one.url}${whose}`;
  });
  const count = `${listed.value.length} of ${limits.subscriptionsMax} webhooks`;
  const webhooks = listed.value.map((one) => ({ ...one, ours: own.has(one) }));
  return { status: 'done', lines: [count, ...lines], data: { webhooks } };
}
