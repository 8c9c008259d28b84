import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Store } from '../../lib/adapters/dynamodb.ts';

/** What left this process so far, counted where requests are sent, so that repeats count too. */
export type Traffic = {
  /** Each of them writes one item. */
  readonly writes: number;
  readonly readRequests: number;
  readonly itemsRead: number;
  readonly herokuCalls: number;
  readonly messagesSent: number;
  /** Every request to the queue: sending, receiving and deleting. */
  readonly queueRequests: number;
  readonly probes: number;
  /** Anything else: alerts, for one. A quiet sweep has none. */
  readonly others: number;
};

/** Counts from now on. Whatever undici sends elsewhere than to Heroku is a probe. */
export function countTraffic(herokuUrl: string, store: Store) {
  const traffic = { ...noTraffic };
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    const operation = String(request.getHeader('x-amz-target'));
    traffic[kindOf(operation)] += 1;
    if (operation === 'AmazonSQS.SendMessage') traffic.messagesSent += 1;
  });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { origin?: string | URL } };
    const { origin } = new URL(String(request.origin));
    traffic[origin === herokuUrl ? 'herokuCalls' : 'probes'] += 1;
  });
  const counting: Store = {
    load: (key) => {
      traffic.itemsRead += 1;
      return store.load(key);
    },
    loadMany: (keys) => {
      traffic.itemsRead += keys.length;
      return store.loadMany(keys);
    },
    save: (item, expectedRevision) => store.save(item, expectedRevision),
  };
  return { store: counting, read: (): Traffic => ({ ...traffic }) };
}

/** What happened between two readings. */
export function trafficSince(before: Traffic, after: Traffic): Traffic {
  const names = Object.keys(noTraffic) as (keyof Traffic)[];
  const counts = names.map((name) => [name, after[name] - before[name]] as const);
  return { ...noTraffic, ...Object.fromEntries(counts) };
}

const noTraffic = {
  writes: 0,
  readRequests: 0,
  itemsRead: 0,
  herokuCalls: 0,
  messagesSent: 0,
  queueRequests: 0,
  probes: 0,
  others: 0,
};

/** The one item of a PutItem is what lastgood writes; any other write is told as `others`. */
function kindOf(operation: string): 'writes' | 'readRequests' | 'queueRequests' | 'others' {
  if (operation.startsWith('AmazonSQS.')) return 'queueRequests';
  if (operation === 'DynamoDB_20120810.PutItem') return 'writes';
  return /^DynamoDB_20120810\.(Batch)?GetItem$/.test(operation) ? 'readRequests' : 'others';
}
