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
  const hear = (happening: Happening) => tell(happening, { teller, narrate, context });
  return { teller, hear };
}

function tell(
  happening: Happening,
  {
    teller,
    narrate,
    context,
  }: { readonly teller: Teller; readonly narrate: Narrator; readonly context: RunContext },
): void {
  const at = context.clock.now();
  switch (happening.kind) {
    case 'scene':
      return teller.heading(happening.title, happening.text);
    case 'heroku': {
      const { app, text } = happening;
      return teller.line({ at, app, part: 'heroku', text, tone: 'quiet' });
    }
    case 'log': {
      const line = narrate(happening.entry);
      return line === null ? undefined : teller.line(line);
    }
    case 'mail':
      return teller.line(mailLine(happening.mail, at));
    case 'waiting':
      return teller.waiting(happening.what === null ? null : `waiting for ${happening.what}`);
    case 'fault':
      return teller.line({ at, app: null, part: 'fault', text: happening.text, tone: 'bad' });
    case 'check':
      return teller.line(checkLine(happening.check, at));
    default:
      return happening satisfies never;
  }
}

function checkLine(check: (Happening & { kind: 'check' })['check'], at: number): Line {
  const { ok, app, claim, expected, came } = check;
  const text = ok
    ? `✔ ${claim}: ${came}, as expected`
    : `✘ ${claim}: expected ${expected}; came ${came}`;
  return { at, app, part: 'check', text, tone: ok ? 'good' : 'bad', data: { ok, expected, came } };
}
