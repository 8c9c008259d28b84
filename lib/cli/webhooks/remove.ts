import { subscriptionsTo } from '../../core/subscription.ts';
import { counted } from '../counted.ts';
import { done, type Outcome, troubled, type Work } from './work.ts';

/** Ends what goes to our URL, and nothing else. Doing it twice changes nothing. */
export async function removeSubscriptions(work: Work, app: string): Promise<Outcome> {
  const { heroku, url } = work;
  if (url === null) throw new Error('remove needs a URL');
  const listed = await heroku.list(app);
  if (!listed.ok) return troubled(listed);
  const own = subscriptionsTo(listed.value, url);
  for (const { id } of own) {
    const removed = await heroku.remove(app, id);
    if (!removed.ok) return troubled(removed);
  }
  const line =
    own.length === 0
      ? 'was not subscribed; nothing was changed'
      : `${counted(own.length, 'subscription')} removed; the sweep finds new releases by itself`;
  return done(line, { removed: own.map(({ id }) => id) });
}
