import { readGitHubToken } from '../../../functions/read-github-token.ts';
import { readHerokuApiKey } from '../../../functions/read-heroku-api-key.ts';
import { readSecrets as readDoor } from '../../../functions/read-secrets.ts';
import { createWorld } from '../../../functions/wire.ts';
import type { Log } from '../../adapters/log.ts';
import type { Settings } from '../../adapters/settings.ts';
import type { Configuration } from '../../core/app.ts';
import type { Secret } from '../../core/secret.ts';
import { deployTokens } from '../../core/setting.ts';
import type { World } from '../../world.ts';
import type { Closing } from '../closing.ts';
import { type Cloud, startCloud } from '../cloud.ts';

/** What opens Heroku and GitHub, and what proves who is at each door. */
export type Secrets = {
  readonly herokuApiKey: Secret | null;
  readonly githubToken: Secret | null;
  readonly webhook: { readonly heroku: readonly Secret[]; readonly github: readonly Secret[] };
  readonly deploys: readonly Secret[];
};

/** The token and the doors' secrets: the settings' own, or of SSM where a parameter is named. */
export async function readSecrets(settings: Settings): Promise<Secrets> {
  const [herokuApiKey, githubToken, heroku, github, deploys] = await Promise.all([
    readHerokuApiKey(settings),
    readGitHubToken(settings),
    readDoor(settings.webhookSecrets, settings.webhookSecretParameter),
    readDoor(settings.githubSecrets, settings.githubSecretParameter),
    readDoor(settings.deployTokens, settings.deployTokenParameter, deployTokens),
  ]);
  return { herokuApiKey, githubToken, webhook: { heroku, github }, deploys };
}

/** The world of sweep and watch on this machine, and the cloud that is in it. */
export async function createMachineWorld(
  options: {
    readonly configuration: Configuration;
    readonly settings: Settings;
    readonly directory: string | null;
    readonly log: Log;
  },
  secrets: Secrets,
  closing: Closing,
): Promise<{ readonly world: World; readonly cloud: Cloud }> {
  const { configuration, settings, directory, log } = options;
  const cloud = await startCloud({ directory, use: settings });
  closing.add(cloud);
  const { table, queue, topic } = cloud;
  const { herokuApiUrl, githubApiUrl } = settings;
  const world = createWorld({
    configuration,
    herokuApiUrl,
    herokuApiKey: secrets.herokuApiKey,
    github: { apiUrl: githubApiUrl, token: secrets.githubToken },
    table,
    queue,
    topic,
    chatTopic: settings.chatTopicArn === null ? null : { arn: settings.chatTopicArn, aws: {} },
    log,
  });
  // The embedded topic is heard by this very process, or by nobody, where it is a single sweep.
  const heardElsewhere = world.subscriptions.filter(({ topicArn }) => topicArn !== topic.arn);
  const subscriptions = settings.topicArn === null ? heardElsewhere : world.subscriptions;
  return { world: { ...world, subscriptions }, cloud };
}
