/** What `--help` says after the options of `lastgood webhooks` and its verbs. */

const needs = `
HEROKU_API_KEY opens Heroku (scope write). The URL is what the deploy printed for the webhook
function; the secret is LASTGOOD_WEBHOOK_SECRET, or the parameter that
LASTGOOD_WEBHOOK_SECRET_PARAMETER names, as lastgood itself was given it.`;

const anyExit = '\nExit status: 0 done, 1 something failed, 2 usage.';

/** Of the group itself. */
export const afterWebhooks = `
Heroku then tells lastgood of each release and crash within seconds; without it, the sweep finds
releases within a minute. Heroku allows ten subscriptions an app.
${needs}

Examples:
  npx lastgood webhooks add --all --url https://….lambda-url.eu-west-1.on.aws/
  npx lastgood webhooks check --all`;

const texts: Readonly<Record<string, string>> = {
  add: `
One subscription an app: api:release and dyno, at level sync. What is there already is put right,
and its secret, which nobody can read back, is set again; so run it after a change of the secret.
${needs}
${anyExit}

Examples:
  npx lastgood webhooks add shop blog --url https://….lambda-url.eu-west-1.on.aws/
  npx lastgood webhooks add --all`,
  list: `${anyExit}

Example:
  npx lastgood webhooks list --all`,
  remove: `
What goes elsewhere is left alone.
${anyExit}

Example:
  npx lastgood webhooks remove shop`,
  check: `
It also sends one delivery, signed and of a kind that wakes nobody, to see whether the secret is
right at lastgood; whether it is right at Heroku, the deliveries show.
${needs}

Exit status: 0 all is right, 1 something is wrong, 2 usage, 3 Heroku could not be asked.

Example:
  npx lastgood webhooks check --all --json`,
};

/** Of one verb. */
export function helpOf(verb: string): string {
  return texts[verb] ?? '';
}
