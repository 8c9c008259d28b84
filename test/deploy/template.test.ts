import { beforeAll, expect, test } from 'vitest';
import './template/alarms.ts';
import './template/functions.ts';
import { packaged, packageOnce, withOptions } from './template/packaged.ts';
import './template/roles.ts';
import './template/state.ts';
import './template/topics.ts';

// Each of the imported files tests one part of the one template that is packaged here.
beforeAll(packageOnce, 60_000);

test('the outputs name what a person needs next', () => {
  expect(Object.keys(packaged().template.Outputs)).toEqual(
    expect.arrayContaining([
      'WebhookLambdaFunctionUrl',
      'DeploysLambdaFunctionUrl',
      'AlertsTopicArn',
      'AlarmsTopicArn',
      'TableName',
      'QueueUrl',
      'DeadLetterQueueUrl',
    ]),
  );
});

test('two stages share no name', () => {
  expect(withOptions().text).not.toContain('lastgood-production');
  expect(packaged().text).not.toContain('lastgood-staging');
});

test('each zip holds its bundle, the map of it and the configuration, and is small', () => {
  const held = [...packaged().zips].sort();
  expect(held).toEqual([
    // It sends what it is given and knows no app.
    ['deadLetters.zip', ['dist/dead-letters.cjs', 'dist/dead-letters.cjs.map']],
    ...['deploys', 'sweep', 'watch', 'webhook'].map((name) => [
      `${name}.zip`,
      ['dist/apps.yml', `dist/${name}.cjs`, `dist/${name}.cjs.map`],
    ]),
  ]);
  for (const bytes of packaged().zipBytes.values()) expect(bytes).toBeLessThan(1024 * 1024);
});
