import { limits } from '../../core/limits.ts';
import { planSubscription, wantedInclude, wantedLevel } from '../../core/subscription.ts';
import { done, type Outcome, troubled, type Work } from './work.ts';

/**
 * Makes one subscription of ours, or puts the one right that is there: level, events, and the
 * secret, which nobody can read back. Doing it twice changes nothing.
 */
export async function addSubscription(work: Work, app: string): Promise<Outcome> {
  const { heroku, url, secret } = work;
  if (url === null || secret === null) throw new Error('add needs a URL and a secret');
  const listed = await heroku.list(app);
  if (!listed.ok) return troubled(listed);
  const draft = { url, include: wantedInclude, level: wantedLevel, secret };
  const plan = planSubscription(listed.value, url);
  switch (plan.kind) {
    case 'create': {
      const made = await heroku.create(app, draft);
      if (!made.ok) return troubled(made);
      return done(`subscribed to ${wantedInclude.join(' and ')}`, { change: 'created' });
    }
    case 'update': {
      const updated = await heroku.update(app, plan.id, draft);
      if (!updated.ok) return troubled(updated);
      for (const id of plan.doubles) {
        const removed = await heroku.remove(app, id);
        if (!removed.ok) return troubled(removed);
      }
      return putRight(plan.wrong, plan.doubles);
    }
    case 'full': {
      const full =
        `it has ${limits.subscriptionsMax} webhooks already, and Heroku allows no more; remove ` +
        `one: heroku webhooks -a ${app}, then heroku webhooks:remove ID -a ${app}`;
      return { status: 'failed', lines: [full], data: { error: full } };
    }
    default:
      return plan satisfies never;
  }
}

function putRight(wrong: readonly string[], doubles: readonly string[]): Outcome {
  const mended = [...wrong, ...(doubles.length === 0 ? [] : [`${doubles.length} more of it`])];
  const line =
    mended.length === 0
      ? 'was subscribed already; the secret was set again'
      : `put right (${mended.join('; ')}); the secret was set again`;
  return done(line, { change: mended.length === 0 ? 'none' : 'updated', mended });
}
