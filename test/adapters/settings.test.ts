import { describe, expect, test } from 'vitest';
import { processEnvironment, readSettings } from '../../lib/adapters/settings.ts';
import { ConfigurationError } from '../../lib/core/configuration-error.ts';

test('an empty environment gives the defaults, and nothing that would act', () => {
  expect(readSettings({})).toEqual({
    appsPath: 'apps.yml',
    herokuApiUrl: 'https://api.heroku.com',
    herokuApiKey: null,
    herokuApiKeyParameter: null,
    webhookSecrets: [],
    webhookSecretParameter: null,
    webhookUrl: null,
    githubSecrets: [],
    githubSecretParameter: null,
    deployTokens: [],
    deployTokenParameter: null,
    githubApiUrl: 'https://api.github.com',
    githubToken: null,
    githubTokenParameter: null,
    table: null,
    queueUrl: null,
    topicArn: null,
    chatTopicArn: null,
  });
});

test('every setting is read from its variable', () => {
  const settings = readSettings({
    LASTGOOD_APPS: 'config/apps.yml',
    HEROKU_API_URL: 'http://127.0.0.1:5000/',
    HEROKU_API_KEY: 'HRKU-token\n',
    LASTGOOD_WEBHOOK_SECRET_PARAMETER: '/lastgood/webhook-secret',
    LASTGOOD_GITHUB_SECRET: 'now, before',
    LASTGOOD_DEPLOY_TOKEN_PARAMETER: '/lastgood/deploy-token',
    LASTGOOD_GITHUB_API_URL: 'https://github.example.com/api/v3/',
    LASTGOOD_GITHUB_TOKEN: 'github_pat_x',
    LASTGOOD_TABLE: 'lastgood',
    LASTGOOD_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/lastgood',
    LASTGOOD_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alerts',
    LASTGOOD_CHAT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:chats',
  });
  expect(settings).toMatchObject({
    appsPath: 'config/apps.yml',
    herokuApiUrl: 'http://127.0.0.1:5000',
    webhookSecretParameter: '/lastgood/webhook-secret',
    deployTokenParameter: '/lastgood/deploy-token',
    githubApiUrl: 'https://github.example.com/api/v3',
    table: 'lastgood',
    queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/lastgood',
    topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts',
    chatTopicArn: 'arn:aws:sns:eu-west-1:123456789012:chats',
  });
  expect(settings.herokuApiKey?.reveal()).toBe('HRKU-token');
  expect(settings.githubSecrets.map((one) => one.reveal())).toEqual(['now', 'before']);
  expect(settings.githubToken?.reveal()).toBe('github_pat_x');
});

test('the token and the secrets print as a placeholder', () => {
  const settings = readSettings({
    HEROKU_API_KEY: 'token-x',
    LASTGOOD_WEBHOOK_SECRET: 'hook-x',
    LASTGOOD_GITHUB_SECRET: 'hub-x',
    LASTGOOD_DEPLOY_TOKEN: 'deploy-x',
    LASTGOOD_GITHUB_TOKEN: 'pat-x',
  });
  const printed = JSON.stringify(settings);
  expect(printed).toContain('[secret]');
  expect(printed).not.toMatch(/token-x|hook-x|hub-x|deploy-x|pat-x/);
});

test('a variable that is empty counts as not set', () => {
  const settings = readSettings({ HEROKU_API_KEY: '', LASTGOOD_TABLE: ' ', LASTGOOD_APPS: '' });
  expect(settings).toMatchObject({ herokuApiKey: null, table: null, appsPath: 'apps.yml' });
});

test('the settings cannot be changed', () => {
  const settings = readSettings({});
  expect(Object.isFrozen(settings)).toBe(true);
  expect(Object.isFrozen(settings.webhookSecrets)).toBe(true);
});

describe('all faults are told at once', () => {
  const faults = faultsOf({
    HEROKU_API_URL: 'nonsense',
    HEROKU_API_KEY: 'secret word',
    HEROKU_API_KEY_PARAMETER: '/lastgood/key',
    LASTGOOD_WEBHOOK_SECRET: 'hush,',
    LASTGOOD_GITHUB_SECRET: 'hush,',
    LASTGOOD_GITHUB_SECRET_PARAMETER: '/lastgood/github-secret',
    LASTGOOD_DEPLOY_TOKEN: 'hush hush',
    LASTGOOD_GITHUB_TOKEN: 'secret two',
    LASTGOOD_GITHUB_TOKEN_PARAMETER: '/lastgood/github',
    LASTGOOD_GITHUB_API_URL: 'http://github.example.com',
    LASTGOOD_TABLE: 'x',
    LASTGOOD_QUEUE_URL: 'x',
    LASTGOOD_TOPIC_ARN: 'x',
    LASTGOOD_CHAT_TOPIC_ARN: 'x',
  });

  test.each([
    'HEROKU_API_URL: expected a URL',
    'HEROKU_API_KEY: expected a token',
    'HEROKU_API_KEY: HEROKU_API_KEY_PARAMETER is set too; unset one of the two',
    'LASTGOOD_WEBHOOK_SECRET: expected one secret',
    'LASTGOOD_GITHUB_SECRET: expected one secret',
    'LASTGOOD_GITHUB_SECRET: LASTGOOD_GITHUB_SECRET_PARAMETER is set too',
    'LASTGOOD_DEPLOY_TOKEN: expected a token without spaces',
    'LASTGOOD_GITHUB_TOKEN: expected a token',
    'LASTGOOD_GITHUB_TOKEN: LASTGOOD_GITHUB_TOKEN_PARAMETER is set too; unset one of the two',
    'LASTGOOD_GITHUB_API_URL: expected https',
    'LASTGOOD_TABLE: expected the name of a DynamoDB table',
    'LASTGOOD_QUEUE_URL: expected the URL of an SQS queue',
    'LASTGOOD_TOPIC_ARN: expected the ARN of a standard SNS topic',
    'LASTGOOD_CHAT_TOPIC_ARN: expected the ARN of a standard SNS topic',
  ])('%s', (expected) => {
    expect(faults.filter((fault) => fault.startsWith(expected))).toHaveLength(1);
  });

  test('in one message, a line each, without a secret in it', () => {
    expect(faults).toHaveLength(14);
    const { message } = new ConfigurationError('The environment', faults);
    expect(message.split('\n')).toHaveLength(15);
    expect(message).toMatch(/^The environment has 14 faults, and nothing was started:\n/);
    expect(message).not.toMatch(/secret word|secret two|hush/);
  });
});

test('the environment of the process is passed on as it is', () => {
  expect(processEnvironment()['PATH']).toBe(process.env['PATH']);
});

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}
