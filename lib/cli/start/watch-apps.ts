import { createHeardLog, type LogEntry } from '../../local/heard-log.ts';
import { startMachine } from '../../local/machine.ts';
import { type ExitCode, exitCodes, type RunContext } from '../context.ts';
import { createPaint } from '../paint.ts';
import { mailLine, mailText } from '../tell/mail-line.ts';
import { createNarrator } from '../tell/narrator.ts';
import type { Teller } from '../tell/teller.ts';
import { untilStopped } from '../until-stopped.ts';
import { deployLines, planLines, webhookLines } from './plan.ts';
import { sweepText } from './sweep-text.ts';
import { createWorkTeller, directoryOf, type Work } from './work.ts';

/** Watches until it is stopped. Throws a ConfigurationError when it cannot begin. */
export async function watchApps(
  work: Work & { readonly webhookPort: number; readonly deploysPort: number },
  context: RunContext,
): Promise<ExitCode> {
  const stop = context.stopSignal();
  const teller = createWorkTeller(work, context);
  const paint = createPaint(context);
  const plan = (text: string) =>
    teller.line({ at: context.clock.now(), app: null, part: 'plan', text, tone: 'plain' });
  planLines(work).forEach(plan);
  const machine = await startMachine({
    ...work,
    directory: directoryOf(work),
    log: createHeardLog(listener(work, teller)),
    onAlert: (alert) => {
      teller.line(mailLine(alert, context.clock.now()));
      if (alert.attributes['severity'] === 'critical') teller.note(`${mailText(alert, paint)}\n`);
    },
  });
  try {
    webhookLines(work, machine.webhookUrl).forEach(plan);
    deployLines(work, machine.deploysUrl).forEach(plan);
    await untilStopped(context, teller, stop);
  } finally {
    teller.waiting(null);
    await machine.close();
  }
  return exitCodes.done;
}

/** Narrates the log; of sweeps, a line only when their result is another one than before. */
function listener({ settings }: Work, teller: Teller): (entry: LogEntry) => void {
  const narrate = createNarrator({ alertsAreReceived: settings.topicArn === null });
  let before = '';
  return (entry) => {
    if (entry.message === 'swept') {
      const { text, tone } = sweepText(entry.facts);
      if (text !== before) {
        teller.line({ at: entry.at, app: null, part: 'sees', text, tone, data: entry.facts });
      }
      before = text;
      return teller.waiting(`${text}, at the last sweep`);
    }
    const line = narrate(entry);
    if (line !== null) teller.line(line);
  };
}
