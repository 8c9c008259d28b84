/**
 * Requests as accidents, strangers and attackers make them: a real event, what became of its body,
 * of its signature and of its way here. Whether a request is genuine is said by Node's own HMAC.
 */
import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../lib/core/webhook.ts';
import type { Random } from '../../simulation/random.ts';
import { fixture } from './requests.ts';
import { changeBody, noise } from './strange-bodies.ts';

/** One request, how it was made, and whether its door must believe it. */
export type StrangeRequest = {
  readonly request: WebhookRequest;
  /** The rows of the tables that made it. */
  readonly rows: readonly string[];
  readonly genuine: boolean;
};

/** What opens which door. */
export const strangeSecrets = {
  heroku: ['heroku-now', 'heroku-before'],
  github: ['github-now', 'github-before'],
} as const;

type Door = {
  readonly sender: keyof typeof strangeSecrets;
  readonly path: string;
  readonly header: string;
  readonly write: (bytes: Buffer, secret: string) => string;
  readonly events: readonly [string, ...string[]];
};

const heroku: Door = {
  sender: 'heroku',
  path: '/',
  header: 'heroku-webhook-hmac-sha256',
  write: (bytes, secret) => createHmac('sha256', secret).update(bytes).digest('base64'),
  events: [
    fixture('heroku/webhook-release-create.json'),
    fixture('heroku/webhook-release-failed.json'),
    fixture('heroku/webhook-dyno-crashed.json'),
    fixture('heroku/webhook-dyno-run-starting.json'),
  ],
};

const github: Door = {
  sender: 'github',
  path: '/github',
  header: 'x-hub-signature-256',
  write: (bytes, secret) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`,
  events: [fixture('github/deployment-status.json'), fixture('github/workflow-run.json')],
};

type Signing = (door: Door, bytes: Buffer, random: Random) => Record<string, string>;

/** What the headers say. The first row is the sender's own, and comes more often. */
const signings: readonly [[string, Signing], ...[string, Signing][]] = [
  ['signed', (door, bytes, random) => by(door, bytes, random.pick(strangeSecrets[door.sender]))],
  ['unsigned', () => ({})],
  ['signed by a stranger', (door, bytes) => by(door, bytes, 'a guess')],
  ["signed with the other door's secret", (door, bytes) => by(door, bytes, secretOfOther(door))],
  ['signed with no secret', (door, bytes) => by(door, bytes, '')],
  ['signed over other bytes', (door) => by(door, Buffer.from('{}'), 'heroku-now')],
  [
    "signed in the other door's form",
    (door, bytes) => ({
      [door.header]: otherOf(door).write(bytes, strangeSecrets[door.sender][0]),
    }),
  ],
  [
    "signed in the other door's header",
    (door, bytes) => ({
      [otherOf(door).header]: door.write(bytes, strangeSecrets[door.sender][0]),
    }),
  ],
  [
    'signed twice in one header',
    (door, bytes) => {
      const signature = door.write(bytes, strangeSecrets[door.sender][0]);
      return { [door.header]: `${signature},${signature}` };
    },
  ],
  [
    'signed and cut',
    (door, bytes, random) => {
      const signature = door.write(bytes, strangeSecrets[door.sender][0]);
      return { [door.header]: signature.slice(0, random.below(signature.length)) };
    },
  ],
  ['signed with noise', (door, _bytes, random) => ({ [door.header]: noise(random, 71) })],
  [
    'with the secret itself',
    (door) => ({
      [door.header]: strangeSecrets[door.sender][0],
      authorization: strangeSecrets[door.sender][0],
    }),
  ],
];

type Sent = Pick<WebhookRequest, 'path' | 'body' | 'isBase64Encoded'>;

/** How it arrives: as it was sent, or as no sender sends it. */
const arrivals: readonly [[string, Arrival], ...[string, Arrival][]] = [
  ['as text', (sent) => sent],
  ['in base64', (sent) => ({ ...sent, body: base64(sent.body), isBase64Encoded: true })],
  ['as text that is called base64', (sent) => ({ ...sent, isBase64Encoded: true })],
  ['in base64 that is called text', (sent) => ({ ...sent, body: base64(sent.body) })],
  ['without a body', (sent) => ({ ...sent, body: undefined })],
  ["at the other's door", (sent) => ({ ...sent, path: sent.path === '/' ? '/github' : '/' })],
  ['at no door', (sent, random) => ({ ...sent, path: `/${noise(random, 8)}` })],
];

type Arrival = (sent: Sent, random: Random) => Sent;

/** Makes one by chance; the same chance makes the same request. */
export function strangeRequest(random: Random): StrangeRequest {
  const door = random.pick([heroku, github]);
  const changed = changeBody(random.pick(door.events), random);
  const [signing, sign] = mostlyFirst(signings, random);
  const [arrival, arrive] = mostlyFirst(arrivals, random);
  const headers = {
    'content-type': 'application/json',
    'x-github-event': random.pick(['deployment_status', 'workflow_run', 'ping', noise(random, 9)]),
    ...sign(door, Buffer.from(changed.text), random),
  };
  const sent = arrive({ path: door.path, body: changed.text, isBase64Encoded: false }, random);
  const request = { ...sent, headers };
  const rows = [door.sender, changed.row, signing, arrival];
  return { request, rows, genuine: isGenuine(request) };
}

/** Every row that there is, so that a test can tell that all of them came up. */
export const strangeRows = [...signings, ...arrivals].map(([row]) => row);

function isGenuine({ path, headers, body = '', isBase64Encoded }: WebhookRequest): boolean {
  const door = [heroku, github].find((one) => one.path === path);
  if (door === undefined) return false;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const secrets = strangeSecrets[door.sender];
  return secrets.some((secret) => headers[door.header] === door.write(bytes, secret));
}

function by(door: Door, bytes: Buffer, secret: string): Record<string, string> {
  return { [door.header]: door.write(bytes, secret) };
}

function otherOf(door: Door): Door {
  return door === heroku ? github : heroku;
}

function secretOfOther(door: Door): string {
  return strangeSecrets[otherOf(door).sender][0];
}

function base64(body: string | undefined): string {
  return Buffer.from(body ?? '').toString('base64');
}

function mostlyFirst<T>(rows: readonly [T, ...T[]], random: Random): T {
  return random.chance(0.4) ? rows[0] : random.pick(rows);
}
