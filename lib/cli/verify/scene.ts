/** What both moments of a verification share: the app, the world around it, and who is told. */
import type { TopicMessage } from '../../adapters/sns.ts';
import type { App, Configuration } from '../../core/app.ts';
import { createHeardLog } from '../../local/heard-log.ts';
import { createVerifyWorld } from '../../local/verify/world.ts';
import type { World } from '../../world.ts';
import type { RunContext } from '../context.ts';
import type { Line } from '../tell/line.ts';
import { createNarrator } from '../tell/narrator.ts';
import type { Teller } from '../tell/teller.ts';
import type { GitHub } from './github.ts';
import type { Work } from './work.ts';

/** Work on an app whose check is known. */
export type OneAppWork = Work & { readonly configuration: Configuration };

/** To whom a run tells what it does. */
export type Telling = { readonly teller: Teller; readonly github: GitHub };

/** The app in the configuration that was read for it. */
export function appOf({ app, configuration }: OneAppWork): App {
  const found = configuration.apps.find(({ name }) => name === app);
  if (found === undefined) throw new Error(`no app "${app}" was read`);
  return found;
}

/** The world of this command; what its looks bring is told as it happens. */
export function worldOf(
  { configuration, settings }: OneAppWork,
  { clock }: RunContext,
  hearer: { readonly teller: Teller; readonly onAlert: (alert: TopicMessage) => void },
): World {
  const narrate = createNarrator({ alertsAreReceived: true });
  const log = createHeardLog((entry) => {
    const line = narrate(entry);
    if (line !== null) hearer.teller.line(line);
  });
  return createVerifyWorld({ configuration, settings, clock, log, onAlert: hearer.onAlert });
}

/** A line about the app, of now. */
export function lineOf(
  { app }: Work,
  { clock }: RunContext,
  said: Pick<Line, 'part' | 'text' | 'tone'>,
): Line {
  return { at: clock.now(), app, ...said };
}
