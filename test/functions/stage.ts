import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, startCloud } from '../../lib/local/cloud.ts';
import { build } from '../../scripts/build.ts';

/** The built bundles, the cloud's emulators, and an HTTP server that plays every app. */
export type Stage = {
  readonly cloud: Cloud;
  /** What the functions are told, as serverless.yml tells it; the token and the secret excepted. */
  readonly environment: Readonly<Record<string, string>>;
  readonly bundle: (name: 'sweep' | 'watch' | 'webhook' | 'deploys' | 'dead-letters') => string;
  /** Takes the messages that lie on the queue at this moment. */
  receive(): Promise<readonly unknown[]>;
  close(): Promise<void>;
};

/** `apps`: the text of apps.yml, in which `ORIGIN` stands for the HTTP server. */
export async function setStage(apps: string, listener: RequestListener): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-functions-'));
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const configuration = join(directory, 'source.yml');
  await writeFile(configuration, apps.replaceAll('ORIGIN', origin));
  const use = { table: null, queueUrl: null, topicArn: null };
  const [cloud] = await Promise.all([
    startCloud({ directory: null, use }),
    build({ directory, configuration }),
  ]);
  const sqs = new SQSClient(cloud.queue.aws);
  return {
    cloud,
    environment: {
      LASTGOOD_APPS: join(directory, 'apps.yml'),
      LASTGOOD_TABLE: cloud.table.name,
      LASTGOOD_QUEUE_URL: cloud.queue.url,
      LASTGOOD_TOPIC_ARN: cloud.topic.arn,
      HEROKU_API_URL: origin,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'embedded',
      AWS_SECRET_ACCESS_KEY: 'embedded',
      AWS_ENDPOINT_URL_DYNAMODB: cloud.table.aws.endpoint ?? '',
      AWS_ENDPOINT_URL_SQS: cloud.queue.aws.endpoint ?? '',
      AWS_ENDPOINT_URL_SNS: cloud.topic.aws.endpoint ?? '',
    },
    bundle: (name) => join(directory, `${name}.cjs`),
    receive: async () => {
      const command = new ReceiveMessageCommand({
        QueueUrl: cloud.queue.url,
        MaxNumberOfMessages: 10,
      });
      const { Messages = [] } = await sqs.send(command);
      return Messages.map(({ Body = '' }) => JSON.parse(Body));
    },
    close: async () => {
      sqs.destroy();
      server.close();
      server.closeAllConnections();
      await cloud.close();
      await rm(directory, { recursive: true });
    },
  };
}
