import type { Drill, Mail } from '../../local/drill.ts';
import type { RunContext } from '../context.ts';
import { counted } from '../counted.ts';
import { createPaint, type Paint } from '../paint.ts';
import type { Line } from '../tell/line.ts';
import { mailText } from '../tell/mail-line.ts';
import type { Teller } from '../tell/teller.ts';

/** The alerts in full, whether all came true, and what can be tried now. */
export function showOutcome(
  drill: Drill,
  show: { readonly teller: Teller; readonly context: RunContext; readonly once: boolean },
): void {
  const { teller, context, once } = show;
  const paint = createPaint(context);
  teller.note(`${mailsText(drill.mails, paint)}\n`);
  const came = 'All of it came true.';
  const missed = 'NOT all of it came true: see the lines with ✘ above.';
  const { cameTrue, apps, herokuApiUrl } = drill;
  const end = endLine(cameTrue ? came : missed, cameTrue, context);
  teller.line({ ...end, data: { ...end.data, apps, herokuApiUrl } });
  if (!once) teller.note(tryItText(drill, paint));
}

/** Somebody stopped the drill in the middle: nothing can be said of how it would have ended. */
export function showStopped(teller: Teller, context: RunContext): void {
  teller.line(endLine('Stopped before the end; nothing is left running.', false, context));
}

function endLine(text: string, ok: boolean, { clock }: RunContext): Line {
  const tone = ok ? 'good' : 'bad';
  return { at: clock.now(), app: null, part: 'end', text, tone, data: { ok } };
}

/** The mails of the first incident say what all of them look like. */
function mailsText(mails: readonly Mail[], paint: Paint): string {
  const shown = ['rollback-started', 'cause-found', 'rolled-back'].flatMap(
    (kind) => mails.find((mail) => mail.kind === kind) ?? [],
  );
  const count = `${shown.length} of the ${counted(mails.length, 'alert')}`;
  const title = paint('bold', `${count}, as the engineer received them`);
  return ['', title, ...shown.map((mail) => mailText(mail, paint))].join('\n');
}

function tryItText({ apps, herokuApiUrl, herokuToken }: Drill, paint: Paint): string {
  const [shop, , search] = apps;
  const addresses = apps.map(({ name, url }) => `  ${name.padEnd(8)} ${url}`).join('\n');
  return `
${paint('bold', 'Everything goes on running until Ctrl-C. Try it:')}

${addresses}

  curl ${shop?.url}health                  ask the app
  curl -X POST ${search?.url}hiccup         let search answer badly twice, and see it left alone
  npx lastgood check ${shop?.url}health --checkstring ok

With the heroku command, if you have it:

  export HEROKU_HOST=${herokuApiUrl} HEROKU_API_KEY=${herokuToken}
  heroku releases -a shop
  heroku logs -a shop

${paint('bold', 'For your own apps:')} cp apps.example.yml apps.yml, put them in, npm start again.
`;
}
