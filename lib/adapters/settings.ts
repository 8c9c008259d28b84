import { ConfigurationError } from '../core/configuration-error.ts';
import type { Secret } from '../core/secret.ts';
import * as setting from '../core/setting.ts';

/** The names and values of an environment, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What an AWS client is told beside the SDK's own variables, which it honours by itself. */
export type AwsClientOptions = {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** What is not about an app: where things are and what opens them. */
export type Settings = {
  /** LASTGOOD_APPS: path of the configuration. */
  readonly appsPath: string;
  /** HEROKU_API_URL, without a slash at its end. */
  readonly herokuApiUrl: string;
  /** HEROKU_API_KEY; null: apps are watched and alerts sent, and nothing is rolled back. */
  readonly herokuApiKey: Secret | null;
  /** HEROKU_API_KEY_PARAMETER: name of an encrypted SSM parameter that holds the token. */
  readonly herokuApiKeyParameter: string | null;
  /** LASTGOOD_WEBHOOK_SECRET: one, or two during a change; none: webhooks are refused. */
  readonly webhookSecrets: readonly Secret[];
  /** LASTGOOD_WEBHOOK_SECRET_PARAMETER: name of an encrypted SSM parameter that holds them. */
  readonly webhookSecretParameter: string | null;
  /** LASTGOOD_WEBHOOK_URL: where Heroku is to send webhooks, for the command that subscribes. */
  readonly webhookUrl: string | null;
  /** LASTGOOD_GITHUB_SECRET: one, or two during a change; none: GitHub's webhooks are refused. */
  readonly githubSecrets: readonly Secret[];
  /** LASTGOOD_GITHUB_SECRET_PARAMETER: name of an encrypted SSM parameter that holds them. */
  readonly githubSecretParameter: string | null;
  /** LASTGOOD_DEPLOY_TOKEN: one, or two during a change; none: nobody may tell of a deploy. */
  readonly deployTokens: readonly Secret[];
  /** LASTGOOD_DEPLOY_TOKEN_PARAMETER: name of an encrypted SSM parameter that holds them. */
  readonly deployTokenParameter: string | null;
  /** LASTGOOD_GITHUB_API_URL, without a slash at its end; another one is GitHub Enterprise. */
  readonly githubApiUrl: string;
  /** LASTGOOD_GITHUB_TOKEN; null: GitHub is neither asked nor told. */
  readonly githubToken: Secret | null;
  /** LASTGOOD_GITHUB_TOKEN_PARAMETER: name of an encrypted SSM parameter that holds the token. */
  readonly githubTokenParameter: string | null;
  /** LASTGOOD_TABLE; null: on one machine, the embedded one. */
  readonly table: string | null;
  /** LASTGOOD_QUEUE_URL; null: on one machine, the embedded one. */
  readonly queueUrl: string | null;
  /** LASTGOOD_TOPIC_ARN; null: on one machine, the embedded one. */
  readonly topicArn: string | null;
  /** LASTGOOD_CHAT_TOPIC_ARN; null: no chat is told. */
  readonly chatTopicArn: string | null;
};

/** The environment of this process: the one place that reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

/**
 * Reads every setting once into one frozen record. A variable that is empty counts as not set.
 * Throws a ConfigurationError that names every fault at once, without the value of a secret.
 */
export function readSettings(environment: Environment): Settings {
  const faults: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | setting.Refusal): T | null => {
    const text = environment[name]?.trim();
    if (text === undefined || text === '') return null;
    const value = parse(text);
    if (!(value instanceof setting.Refusal)) return value;
    faults.push(`${name}: ${value.message}`);
    return null;
  };
  const settings: Settings = {
    appsPath: read('LASTGOOD_APPS', (text) => text) ?? 'apps.yml',
    herokuApiUrl: read('HEROKU_API_URL', setting.platformApiUrl) ?? 'https://api.heroku.com',
    herokuApiKey: read('HEROKU_API_KEY', setting.token),
    herokuApiKeyParameter: read('HEROKU_API_KEY_PARAMETER', setting.parameterName),
    webhookSecrets: Object.freeze(read('LASTGOOD_WEBHOOK_SECRET', setting.webhookSecrets) ?? []),
    webhookSecretParameter: read('LASTGOOD_WEBHOOK_SECRET_PARAMETER', setting.parameterName),
    webhookUrl: read('LASTGOOD_WEBHOOK_URL', setting.webhookUrl),
    githubSecrets: Object.freeze(read('LASTGOOD_GITHUB_SECRET', setting.webhookSecrets) ?? []),
    githubSecretParameter: read('LASTGOOD_GITHUB_SECRET_PARAMETER', setting.parameterName),
    deployTokens: Object.freeze(read('LASTGOOD_DEPLOY_TOKEN', setting.deployTokens) ?? []),
    deployTokenParameter: read('LASTGOOD_DEPLOY_TOKEN_PARAMETER', setting.parameterName),
    githubApiUrl: read('LASTGOOD_GITHUB_API_URL', setting.githubApiUrl) ?? 'https://api.github.com',
    githubToken: read('LASTGOOD_GITHUB_TOKEN', setting.githubToken),
    githubTokenParameter: read('LASTGOOD_GITHUB_TOKEN_PARAMETER', setting.parameterName),
    table: read('LASTGOOD_TABLE', setting.tableName),
    queueUrl: read('LASTGOOD_QUEUE_URL', setting.queueUrl),
    topicArn: read('LASTGOOD_TOPIC_ARN', setting.topicArn),
    chatTopicArn: read('LASTGOOD_CHAT_TOPIC_ARN', setting.topicArn),
  };
  faults.push(...twoTruths(environment));
  if (faults.length > 0) throw new ConfigurationError('The environment', faults);
  return Object.freeze(settings);
}

/** A token that stands in two places goes stale in one of them, unseen. */
function twoTruths(environment: Environment): string[] {
  return secretNames
    .filter((name) => environment[name]?.trim() && environment[`${name}_PARAMETER`]?.trim())
    .map((name) => `${name}: ${name}_PARAMETER is set too; unset one of the two`);
}

const secretNames = [
  'HEROKU_API_KEY',
  'LASTGOOD_WEBHOOK_SECRET',
  'LASTGOOD_GITHUB_SECRET',
  'LASTGOOD_DEPLOY_TOKEN',
  'LASTGOOD_GITHUB_TOKEN',
] as const;
