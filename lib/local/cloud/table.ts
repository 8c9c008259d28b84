import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { awsClientConfig } from '../../adapters/aws.ts';
import type { AwsClientOptions } from '../../adapters/settings.ts';
import { limits } from '../../core/limits.ts';
import { embeddedAws, loopback } from './embedded-aws.ts';
import { loadEmulator } from './emulator.ts';
import { checkLevelDb, openState } from './open-state.ts';

/** The table: the real one of that name, or one embedded in this process (dynalite). */
export async function startTable(
  realName: string | null,
  directory: string | null,
): Promise<{
  readonly name: string;
  readonly aws: AwsClientOptions;
  /** Where the embedded one answers on loopback; null: it is a real one. */
  readonly port: number | null;
  readonly close: () => Promise<void>;
}> {
  if (realName !== null) return { name: realName, aws: {}, port: null, close: async () => {} };
  const { default: dynalite } = await loadEmulator('dynalite', () => import('dynalite'));
  if (directory !== null) await openState(directory, () => checkLevelDb(directory));
  const server = dynalite({ createTableMs: 0, ...(directory === null ? {} : { path: directory }) });
  surviveLostClients(server);
  const port = await listen(server);
  const aws = embeddedAws(port);
  try {
    await createTable(embeddedTableName, aws);
  } catch (error) {
    await stop(server);
    throw error;
  }
  return { name: embeddedTableName, aws, port, close: () => stop(server) };
}

/** What the embedded table is called. */
export const embeddedTableName = 'lastgood';

async function listen(server: Server): Promise<number> {
  server.listen(0, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port to listen on');
  return address.port;
}

/** dynalite throws when a client goes away in mid-request, which would end the process. */
function surviveLostClients(server: Server): void {
  server.on('request', (request: IncomingMessage) => {
    request.removeAllListeners('error');
    request.on('error', () => request.destroy());
  });
}

/** Makes the table, on demand, with the one key `key`; one that is there already is kept. */
async function createTable(table: string, aws: AwsClientOptions): Promise<void> {
  const client = new DynamoDBClient(awsClientConfig(aws));
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  try {
    await waitUntilActive(table, client);
  } finally {
    client.destroy();
  }
}

async function waitUntilActive(table: string, client: DynamoDBClient): Promise<void> {
  const giveUpAt = performance.now() + limits.tableReadyMsMax;
  while (performance.now() < giveUpAt) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await sleep(5);
  }
  throw new Error(
    `The embedded table did not become active within ${limits.tableReadyMsMax} ms. ` +
      'Start again; if it lasts, move the directory dynamodb of the state away.',
  );
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // A client that keeps its connection would otherwise keep the server.
    server.closeAllConnections();
  });
}
