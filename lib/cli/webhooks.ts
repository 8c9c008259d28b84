/** `lastgood webhooks`: has Heroku tell of releases at once, and sees whether it does. */
import { readHerokuApiKey } from '../../functions/read-heroku-api-key.ts';
import { readSecrets } from '../../functions/read-secrets.ts';
import { createHerokuWebhooks } from '../adapters/heroku-webhooks.ts';
import { readSettings } from '../adapters/settings.ts';
import type { CommandContext, ExitCode } from './context.ts';
import type { PatientCommand } from './patient-command.ts';
import { addSubscription } from './webhooks/add.ts';
import { carryOut, type Turns } from './webhooks/carry-out.ts';
import { checkDoor, checkSubscription } from './webhooks/check.ts';
import { afterWebhooks, helpOf } from './webhooks/help.ts';
import { listSubscriptions } from './webhooks/list.ts';
import { readMeant } from './webhooks/meant.ts';
import { removeSubscriptions } from './webhooks/remove.ts';
import type { Work } from './webhooks/work.ts';

/** Adds the command and its four verbs to the program. */
export function addWebhooksCommand(program: PatientCommand, context: CommandContext): void {
  const group = program
    .command('webhooks')
    .description('have Heroku tell of releases and crashes at once')
    .addHelpText('after', afterWebhooks)
    .helpCommand(false);
  for (const [name, verb] of Object.entries(verbs)) {
    group
      .command(name)
      .description(verb.description)
      .argument('[APP...]', 'names of apps in apps.yml')
      .option('--all', 'all apps of apps.yml')
      .option('--url <url>', "lastgood's door (default: LASTGOOD_WEBHOOK_URL)")
      .option('--config <file>', 'the configuration (default: LASTGOOD_APPS or apps.yml)')
      .option('--json', 'print one JSON object')
      .addHelpText('after', helpOf(name))
      .action(
        async (apps: readonly string[], options: WebhooksOptions, command: PatientCommand) => {
          context.setExitCode(await runVerb(verb, { apps, options, command }, context));
        },
      );
  }
}

type Verb = Turns & {
  readonly description: string;
  readonly needs: readonly ('url' | 'secret')[];
};

const verbs: Readonly<Record<string, Verb>> = {
  add: {
    description: 'subscribe apps, or put their subscription right',
    needs: ['url', 'secret'],
    turn: addSubscription,
  },
  list: { description: 'show the subscriptions of apps', needs: [], turn: listSubscriptions },
  remove: {
    description: "end what goes to lastgood's door",
    needs: ['url'],
    turn: removeSubscriptions,
  },
  check: {
    description: 'is each app subscribed, do deliveries come through, is the secret right?',
    needs: ['url', 'secret'],
    turn: checkSubscription,
    door: checkDoor,
  },
};

/** What commander makes of the options. */
export type WebhooksOptions = {
  readonly all?: boolean;
  readonly url?: string;
  readonly config?: string;
  readonly json?: boolean;
};

type Given = {
  readonly apps: readonly string[];
  readonly options: WebhooksOptions;
  readonly command: PatientCommand;
};

/** Throws a ConfigurationError. */
async function runVerb(verb: Verb, given: Given, context: CommandContext): Promise<ExitCode> {
  const { options, command } = given;
  const settings = readSettings(context.environment);
  const meant = readMeant({ ...options, apps: given.apps }, settings);
  const { apps, url, faults } = meant;
  const secrets = await readSecrets(settings.webhookSecrets, settings.webhookSecretParameter);
  const secret = secrets[0] ?? null;
  const noDoor = url === null && options.url === undefined && verb.needs.includes('url');
  const noKey = secret === null && verb.needs.includes('secret');
  command.refuse([...faults, ...(noDoor ? [noUrl] : []), ...(noKey ? [noSecret] : [])]);
  const { herokuApiUrl: baseUrl } = settings;
  const { clock } = context;
  const heroku = createHerokuWebhooks({ baseUrl, token: await readHerokuApiKey(settings), clock });
  const work: Work = { heroku, url, secret, now: clock.now() };
  return carryOut(verb, { apps, work, json: options.json === true }, context);
}

const noUrl =
  "Name lastgood's door by --url or LASTGOOD_WEBHOOK_URL: the deploy printed it, and " +
  '`lastgood start` does.';
const noSecret =
  'Set LASTGOOD_WEBHOOK_SECRET to what lastgood itself was given, or ' +
  'LASTGOOD_WEBHOOK_SECRET_PARAMETER to the name of the parameter that holds it.';
