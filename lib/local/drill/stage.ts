import { randomBytes } from 'node:crypto';
import { systemClock } from '../../adapters/clock.ts';
import { createHerokuWebhooks } from '../../adapters/heroku-webhooks.ts';
import { readSettings, type Settings } from '../../adapters/settings.ts';
import { Secret } from '../../core/secret.ts';
import { type Closing, createClosing } from '../closing.ts';
import { createHeardLog } from '../heard-log.ts';
import { type SmallHeroku, startSmallHeroku } from '../heroku/small-heroku.ts';
import { type Machine, startMachine } from '../machine.ts';
import { appNames, shop, sourceOf } from './apps.ts';
import { drillConfiguration } from './configuration.ts';
import type { Hear } from './happening.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { narrateHeroku } from './narrate-heroku.ts';

/** The token of the small Heroku: it opens nothing else, so it may be shown. */
export const drillToken = 'drill';
/** Who deploys in the drill. */
const developer = 'dev@example.com';

/** What the drill is played on. */
export type Stage = {
  readonly heroku: SmallHeroku;
  readonly mailbox: Mailbox;
  /** What lastgood answered to each webhook of shop so far: a status, or null for no answer. */
  readonly webhookAnswers: readonly (number | null)[];
  /** Tells something that the small Heroku cannot tell of itself. */
  say(app: string, text: string): void;
  /** Starts lastgood and subscribes it to the webhooks of every app. */
  startMonitor(): Promise<Machine>;
  /** Deploys and gives the number of the release. */
  deploy(app: string, build: Parameters<typeof sourceOf>[1]): Promise<number>;
  /** Ends lastgood first and every app after it. */
  close(): Promise<void>;
};

/** Starts a small Heroku with three apps that have no code yet. */
export async function setStage(hear: Hear): Promise<Stage> {
  const closing = createClosing();
  try {
    const heroku = await startSmallHeroku({ token: drillToken, stopGraceMs: 2_000 });
    closing.add(heroku);
    for (const name of appNames) await heroku.createApp(name);
    narrateHeroku(heroku, hear);
    const mailbox = createMailbox();
    const webhookAnswers: (number | null)[] = [];
    heroku.on('delivery', ({ app, status }) => {
      if (app === shop) webhookAnswers.push(status);
    });
    return {
      heroku,
      mailbox,
      webhookAnswers,
      say: (app, text) => hear({ kind: 'heroku', app, text }),
      startMonitor: () => startMonitor({ heroku, mailbox, hear, closing }),
      deploy: async (app, build) => {
        const source = sourceOf(app, build);
        const { version } = await heroku.deploy(app, source, { user: developer });
        return version;
      },
      close: closing.close,
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function startMonitor(stage: {
  readonly heroku: SmallHeroku;
  readonly mailbox: Mailbox;
  readonly hear: Hear;
  readonly closing: Closing;
}): Promise<Machine> {
  const { heroku, mailbox, hear, closing } = stage;
  const secret = new Secret(randomBytes(24).toString('hex'));
  const machine = await startMachine({
    configuration: drillConfiguration(),
    settings: drillSettings(heroku.apiUrl, secret),
    directory: null,
    log: createHeardLog((entry) => hear({ kind: 'log', entry })),
    onAlert: (alert) => {
      const mail = mailbox.take(alert);
      if (mail !== null) hear({ kind: 'mail', mail });
    },
  });
  closing.add(machine);
  await subscribe(heroku, { url: machine.webhookUrl, secret });
  return machine;
}

/** The settings of production, from an environment that holds nothing of this machine's. */
function drillSettings(herokuApiUrl: string, secret: Secret): Settings {
  const settings = readSettings({ HEROKU_API_URL: herokuApiUrl, HEROKU_API_KEY: drillToken });
  return { ...settings, webhookSecrets: [secret] };
}

/** Asks Heroku for signed webhooks of every app, through its API as the command does. */
async function subscribe(
  { apiUrl: baseUrl }: SmallHeroku,
  to: { readonly url: string; readonly secret: Secret },
): Promise<void> {
  const token = new Secret(drillToken);
  const webhooks = createHerokuWebhooks({ baseUrl, token, clock: systemClock });
  for (const name of appNames) {
    const made = await webhooks.create(name, { ...to, include: ['api:release'], level: 'sync' });
    if (!made.ok) throw new Error(`the small Heroku refused a webhook: ${made.trouble.message}`);
  }
}
