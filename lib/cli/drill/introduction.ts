/** What somebody has to know before the drill begins. */
import { drillConfigurationText } from '../../local/drill.ts';
import type { RunContext } from '../context.ts';
import { createPaint } from '../paint.ts';
import type { Teller } from '../tell/teller.ts';

/** Says what is about to happen, how to read it, and by which apps.yml; `why` comes first. */
export function showIntroduction(teller: Teller, context: RunContext, why: string): void {
  const paint = createPaint(context);
  const title = paint('bold', 'lastgood drill');
  teller.note(`${why}${title}: everything runs on this machine, nothing leaves it.

Three apps run on a small Heroku. lastgood watches them as it does on AWS: the same code, with
DynamoDB, SQS and SNS answered inside this process. One app gets two broken releases.

  ${paint('magenta', 'heroku')}    what happens at the small Heroku
  ${paint('cyan', 'sees')}      what lastgood's probe was answered
  ${paint('bold', 'decides')}   what it makes of that
  ${paint('bold', 'does')}      what it does about it
  ${paint('yellow', 'says')}      the alert, as an engineer subscribed to the topic received it

This is the drill's apps.yml, with durations of seconds in place of the defaults:

${paint('dim', indented(drillConfigurationText))}`);
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}
