// A hundred thousand strange requests at both doors.

import { expect, test } from 'vitest';
import { parseQueueMessage } from '../../../lib/core/queue-message.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { receiveWebhook, type WebhookTrust } from '../../../lib/core/webhook.ts';
import { Random } from '../../simulation/random.ts';
import { apps } from './requests.ts';
import { bodyRows } from './strange-bodies.ts';
import { strangeRequest, strangeRows, strangeSecrets } from './strange-requests.ts';

const inputs = 100_000;
const seed = 20_261_126;

const trust: WebhookTrust = {
  secrets: {
    heroku: strangeSecrets.heroku.map((secret) => new Secret(secret)),
    github: strangeSecrets.github.map((secret) => new Secret(secret)),
  },
  apps,
};
const ours = new Set(apps.map(({ name }) => name));

test('of 100,000 strange requests none crashes a door, and none unsigned is queued', () => {
  const random = new Random(seed);
  const rows = new Map<string, number>();
  const counts = { strangers: 0, genuine: 0, woken: 0 };
  const faults: string[] = [];
  for (let number = 0; number < inputs; number += 1) {
    const strange = strangeRequest(random);
    for (const row of strange.rows) rows.set(row, (rows.get(row) ?? 0) + 1);
    const fault = faultOf(strange);
    if (fault.what !== null) faults.push(`input ${number} (${strange.rows}): ${fault.what}`);
    counts[strange.genuine ? 'genuine' : 'strangers'] += 1;
    counts.woken += fault.woken;
  }
  expect(faults.slice(0, 10)).toEqual([]);
  // The tables are no use if a row never comes up, or if nothing is ever let in.
  for (const row of [...strangeRows, ...bodyRows])
    expect(rows.get(row) ?? 0, row).toBeGreaterThan(50);
  expect(counts.strangers).toBeGreaterThan(inputs / 3);
  expect(counts.genuine).toBeGreaterThan(inputs / 5);
  expect(counts.woken).toBeGreaterThan(inputs / 20);
}, 120_000);

/** What is wrong with what a door does on it; and whether it woke anybody. */
function faultOf({ request, genuine }: ReturnType<typeof strangeRequest>): {
  readonly what: string | null;
  readonly woken: 0 | 1;
} {
  try {
    const { status, messages, reason } = receiveWebhook(request, trust);
    const woken = messages.length > 0 ? 1 : 0;
    const expected = genuine ? [202, 204, 400] : [401, 404];
    const faults = [
      expected.includes(status) ? [] : `answered ${status}`,
      (status === 202) === (woken === 1) ? [] : `answered ${status}, queued ${messages.length}`,
      messages.every((message) => ours.has(message.app)) ? [] : 'queued an app that is not ours',
      messages.every(isReadable) ? [] : 'queued what the queue cannot read',
      /\p{C}/u.test(reason) ? 'logs control characters' : [],
    ].flat();
    return { what: faults.join('; ') || null, woken };
  } catch (error) {
    return { what: `crashed: ${error instanceof Error ? error.stack : error}`, woken: 0 };
  }
}

function isReadable(message: { readonly app: string }): boolean {
  const read = parseQueueMessage(JSON.stringify(message));
  return read.kind === 'watch' && read.app === message.app;
}
