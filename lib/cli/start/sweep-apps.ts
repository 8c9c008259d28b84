import type { App } from '../../core/app.ts';
import type { HerokuTrouble } from '../../core/release.ts';
import { createHeardLog } from '../../local/heard-log.ts';
import { sweepOnce } from '../../local/one-sweep.ts';
import type { Outcome } from '../../sweep.ts';
import { type ExitCode, exitCodes, type RunContext } from '../context.ts';
import type { Line, Tone } from '../tell/line.ts';
import { createNarrator } from '../tell/narrator.ts';
import { createWorkTeller, directoryOf, type Work } from './work.ts';

/** One sweep, a line for each app; the worst of them is the exit status. */
export async function sweepApps(work: Work, context: RunContext): Promise<ExitCode> {
  const teller = createWorkTeller(work, context);
  const narrate = createNarrator({ alertsAreReceived: false });
  const verdicts: Verdict[] = [];
  const trouble = await sweepOnce({
    ...work,
    directory: directoryOf(work),
    log: createHeardLog((entry) => {
      const line = entry.message === 'looked' ? null : narrate(entry);
      if (line !== null) teller.line(line);
    }),
    tell: (app, outcome) => {
      const found = describe(outcome);
      verdicts.push(found.verdict);
      teller.line(appLine(app, found, context.clock.now()));
    },
  });
  // One that does not pass by itself is an alert, which was told above.
  if (trouble?.canRetry) teller.line(troubleLine(trouble, context.clock.now()));
  return exitCodes[worst(verdicts)];
}

function troubleLine({ message, advice }: HerokuTrouble, at: number): Line {
  const missed = 'Heroku did not list the apps, so no new release was looked for';
  const text = `${missed}: ${message}; ${advice}`;
  return { at, app: null, part: 'fault', text, tone: 'warn' };
}

type Verdict = 'healthy' | 'sick' | 'unknown';
type Found = { readonly verdict: Verdict; readonly text: string };

function describe(outcome: Outcome): Found {
  switch (outcome.kind) {
    case 'looked': {
      const { verdict, came, phases } = outcome.look.reading;
      return { verdict, text: `${came}, in ${Math.round(phases.totalMs)} ms` };
    }
    case 'leased':
      return { verdict: 'unknown', text: 'not asked: a close look at it is under way' };
    case 'failed':
      return { verdict: 'unknown', text: 'could not be looked at; the lines above say why' };
    default:
      return outcome satisfies never;
  }
}

function appLine({ name }: App, { verdict, text }: Found, at: number): Line {
  const tones: Readonly<Record<Verdict, Tone>> = { healthy: 'good', sick: 'bad', unknown: 'warn' };
  const tone = tones[verdict];
  return { at, app: name, part: 'sees', text: `${verdict}: ${text}`, tone, data: { verdict } };
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('sick')) return 'sick';
  return verdicts.includes('unknown') ? 'unknown' : 'healthy';
}
