import type { Happening } from '../../local/drill.ts';
import type { RunContext } from '../context.ts';
import type { Line } from '../tell/line.ts';
import { mailLine } from '../tell/mail-line.ts';
import { createNarrator, type Narrator } from '../tell/narrator.ts';
import { createTeller, type Teller } from '../tell/teller.ts';

/** Shows the drill: the teller, and the ear that turns what happens into lines of it. */
export function createDrillTeller(
  context: RunContext,
  json: boolean,
): { readonly teller: Teller; readonly hear: (happening: Happening) => void } {
  const startedAt = context.clock.now();
  const time = (at: number) => `${((at - startedAt) / 1_000).toFixed(1).padStart(6)} s`;
  const teller = createTeller(context, { json, time, apps: ['search'] });
  const narrate = createNarrator({ alertsAreReceived: true });
  const hear = (happening: Happening) => {
    if (happening.kind === 'scene') teller.heading(happening.title, happening.text);
    else if (happening.kind === 'waiting') teller.waiting(waitingText(happening.what));
    else {
      const line = lineOf(happening, narrate, context.clock.now());
      if (line !== null) teller.line(line);
    }
  };
  return { teller, hear };
}

function waitingText(what: string | null): string | null {
  return what === null ? null : `waiting for ${what}`;
}

type Told = Exclude<Happening, { kind: 'scene' | 'waiting' }>;

/** null: it is no news. */
function lineOf(happening: Told, narrate: Narrator, at: number): Line | null {
  switch (happening.kind) {
    case 'heroku': {
      const { app, text } = happening;
      return { at, app, part: 'heroku', text, tone: 'quiet' };
    }
    case 'log':
      return narrate(happening.entry);
    case 'mail':
      return mailLine(happening.mail, at);
    case 'fault':
      return { at, app: null, part: 'fault', text: happening.text, tone: 'bad' };
    case 'check':
      return checkLine(happening.check, at);
    default:
      return happening satisfies never;
  }
}

function checkLine(check: (Told & { kind: 'check' })['check'], at: number): Line {
  const { ok, app, claim, expected, came } = check;
  const text = ok
    ? `✔ ${claim}: expected and got ${came}`
    : `✘ ${claim}: expected ${expected}, got ${came}`;
  return { at, app, part: 'check', text, tone: ok ? 'good' : 'bad', data: { ok, expected, came } };
}
