import { sendTestDelivery, type TestDelivery } from '../../adapters/test-delivery.ts';
import { judgeSubscription } from '../../core/subscription.ts';
import { type Outcome, type Turn, troubled, type Work } from './work.ts';

/** Is an app subscribed, as it should be, and did the deliveries of the last day come through? */
export const checkSubscription: Turn = async ({ heroku, url, now }, app) => {
  if (url === null) throw new Error('check needs a URL');
  const [subscriptions, deliveries] = await Promise.all([heroku.list(app), heroku.deliveries(app)]);
  if (!subscriptions.ok) return troubled(subscriptions, 'unknown');
  if (!deliveries.ok) return troubled(deliveries, 'unknown');
  const seen = { subscriptions: subscriptions.value, deliveries: deliveries.value };
  const findings = judgeSubscription(seen, url, now);
  const isRight = findings.every((finding) => finding.isRight);
  const lines = findings.map(({ isRight: good, text }) => (good ? text : `WRONG: ${text}`));
  return { status: isRight ? 'done' : 'failed', lines, data: { findings } };
};

/** Does lastgood's door believe the secret that we hold? Asked once, for all apps share it. */
export async function checkDoor({ url, secret }: Work): Promise<Outcome> {
  if (url === null || secret === null) throw new Error('check needs a URL and a secret');
  const answer = await sendTestDelivery(url, secret);
  const wrong = faultOf(answer);
  const line = wrong ?? 'a test delivery that we signed was believed';
  return {
    status: wrong === null ? 'done' : 'failed',
    lines: [wrong === null ? line : `WRONG: ${line}`],
    data: { answer },
  };
}

function faultOf(answer: TestDelivery): string | null {
  if (answer.kind === 'failed') return `no answer came (${answer.why}): is it the right URL?`;
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status === 401) {
    return (
      'a test delivery that we signed was refused (401): lastgood holds another secret; set it ' +
      'there, or LASTGOOD_WEBHOOK_SECRET here'
    );
  }
  if (status === 404) return 'there is no door of lastgood at this URL (404)';
  return `a test delivery was answered ${status}: see the log of the webhook function`;
}
