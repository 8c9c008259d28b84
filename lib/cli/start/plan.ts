/** What `start` says before it begins: what it will do, and what it will not. */
import { formatDuration } from '../../core/duration.ts';
import { counted } from '../counted.ts';
import { directoryOf, type Work } from './work.ts';

/** One line each. */
export function planLines(work: Work): readonly string[] {
  const { configuration, settings, file } = work;
  const { apps, cadence } = configuration;
  return [
    `${counted(apps.length, 'app')} of ${file}: ${someOf(apps.map(({ name }) => name))}`,
    `every app is looked at every ${formatDuration(cadence.sweepMs)}, and every ` +
      `${formatDuration(cadence.watchMs)} after a release`,
    ...tokenLines(work),
    ...githubLines(work),
    settings.topicArn === null
      ? 'alerts come to this terminal, through the embedded topic'
      : `alerts go to ${settings.topicArn}`,
    `state is kept in ${directoryOf(work)}`,
  ];
}

/** Where webhooks are taken, or why none is. */
export function webhookLines({ settings }: Work, url: string): readonly string[] {
  const { webhookSecrets, webhookSecretParameter, githubSecrets, githubSecretParameter } = settings;
  const heroku = webhookSecrets.length > 0 || webhookSecretParameter !== null;
  const github = githubSecrets.length > 0 || githubSecretParameter !== null;
  const none =
    'no LASTGOOD_WEBHOOK_SECRET: webhooks are refused, the sweep finds new releases by itself';
  return [
    heroku ? `webhooks are taken at ${url}` : none,
    ...(github ? [`webhooks of GitHub are taken at ${url}github`] : []),
  ];
}

/** Where deploys are told of; without a token nobody may, and nothing is said of it. */
export function deployLines({ settings }: Work, url: string): readonly string[] {
  const { deployTokens, deployTokenParameter } = settings;
  const isOpen = deployTokens.length > 0 || deployTokenParameter !== null;
  return isOpen ? [`deploys are told of at ${new URL(url).origin} (POST /deploys)`] : [];
}

function tokenLines({ configuration, settings }: Work): readonly string[] {
  const { herokuApiKey, herokuApiKeyParameter, herokuApiUrl } = settings;
  if (herokuApiKey !== null || herokuApiKeyParameter !== null) {
    return [`sick releases are rolled back at ${herokuApiUrl}`];
  }
  const paths = configuration.apps
    .filter(({ check }) => check.health.startsWith('/'))
    .map(({ name }) => name);
  const blind =
    `only Heroku knows the address of ${someOf(paths)}: set HEROKU_API_KEY, ` +
    'or give a whole URL as health';
  return [
    'no HEROKU_API_KEY: apps are watched and alerts are sent, nothing is rolled back',
    ...(paths.length === 0 ? [] : [blind]),
  ];
}

/** Without a token nothing is said of GitHub; who asks for checks all the same is told later. */
function githubLines({ configuration, settings }: Work): readonly string[] {
  const named = configuration.apps
    .filter(({ repository }) => repository !== null)
    .map(({ name }) => name);
  const { githubToken, githubTokenParameter } = settings;
  if (named.length === 0 || (githubToken === null && githubTokenParameter === null)) return [];
  return [`verdicts on ${someOf(named)} are shown at GitHub`];
}

const namesShown = 8;

function someOf(names: readonly string[]): string {
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
