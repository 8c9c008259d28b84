/**
 * A small GitHub on a real socket: it keeps what it was told, asks who is asking, and refuses,
 * hangs and comes back as a test says (GitHub REST API, version 2022-11-28).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const githubToken = 'github_pat_must_not_leak';
/** The commit that the repository `acme/shop` has, and what a deploy may call it. */
export const commit = '1a5f89db30c1f0a6c2d3e4f5a6b7c8d9e0f1a2b3';
export const shortCommit = commit.slice(0, 8);

type Told = Readonly<Record<string, unknown>>;
type Mood = 'well' | 'hangs' | 'drops' | { readonly status: number; readonly headers?: object };

export type SmallGitHub = {
  readonly url: string;
  /** Requests, as `GET /repos/…`, each with what it said. */
  readonly asked: { readonly what: string; readonly headers: IncomingMessage['headers'] }[];
  /** What it was told of commits and of deployments. */
  readonly statuses: (Told & { readonly commit: string })[];
  readonly deploymentStatuses: (Told & { readonly deployment: string })[];
  /** Branches, and where they are by now. */
  readonly branches: Map<string, string>;
  /** Deployments of the commit, by environment. */
  readonly deployments: Map<string, number>;
  runs: { name: string; status: string; conclusion: string | null }[];
  combined: { context: string; state: string }[];
  mood: Mood;
  close(): Promise<void>;
};

export async function startSmallGitHub(): Promise<SmallGitHub> {
  const server = createServer((request, response) => void answer(github, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const github: SmallGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    statuses: [],
    deploymentStatuses: [],
    branches: new Map(),
    deployments: new Map(),
    runs: [],
    combined: [],
    mood: 'well',
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
  return github;
}

async function answer(github: SmallGitHub, request: IncomingMessage, response: ServerResponse) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const { method = '', url = '', headers } = request;
  github.asked.push({ what: `${method} ${url}`, headers });
  const { mood } = github;
  if (mood === 'hangs') return;
  if (mood === 'drops') return void request.socket.destroy();
  if (typeof mood === 'object') {
    response.writeHead(mood.status, { ...mood.headers });
    return void response.end(JSON.stringify({ message: `no, ${githubToken}` }));
  }
  if (headers.authorization !== `Bearer ${githubToken}`) return reply(response, 401, bad);
  const told = text === '' ? {} : (JSON.parse(text) as Told);
  const { pathname, searchParams } = new URL(url, github.url);
  const { status, body } = route(github, { method, path: pathname, query: searchParams, told });
  reply(response, status, body);
}

/** What counts against no limit, and needs a token that is right all the same. */
const allowance = { status: 200, body: { resources: {}, rate: { limit: 5000, remaining: 4999 } } };
const bad = { message: 'Bad credentials' };
const missing = { status: 404, body: { message: 'Not Found' } };

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly told: Told;
};

function route(github: SmallGitHub, { method, path, query, told }: Asked) {
  if (`${method} ${path}` === 'GET /rate_limit') return allowance;
  const rest = path.startsWith('/repos/acme/shop/') ? path.slice('/repos/acme/shop/'.length) : '';
  const [kind, name = '', part] = rest.split('/');
  switch (`${method} ${kind}${part === undefined ? '' : `/${part}`}`) {
    case 'GET commits':
      return found(github, name);
    case 'GET commits/check-runs':
      return { status: 200, body: paged(github.runs, query, 'check_runs') };
    case 'GET commits/status':
      return { status: 200, body: paged(github.combined, query, 'statuses') };
    case 'POST statuses':
      if (name !== commit) return noCommit(name);
      github.statuses.push({ ...told, commit: name });
      return { status: 201, body: { id: github.statuses.length } };
    case 'GET deployments': {
      const id = github.deployments.get(query.get('environment') ?? '');
      const known = query.get('sha') === commit && id !== undefined;
      return { status: 200, body: known ? [{ id }] : [] };
    }
    case 'POST deployments/statuses':
      github.deploymentStatuses.push({ ...told, deployment: name });
      return { status: 201, body: { id: github.deploymentStatuses.length } };
    default:
      return missing;
  }
}

/** A branch is found before the beginning of a commit. */
function found({ branches }: SmallGitHub, name: string) {
  const sha = branches.get(name) ?? (commit.startsWith(name) ? commit : null);
  return sha === null ? noCommit(name) : { status: 200, body: { sha } };
}

function noCommit(name: string) {
  return { status: 422, body: { message: `No commit found for SHA: ${name}` } };
}

function paged(all: readonly unknown[], query: URLSearchParams, key: string) {
  const size = Number(query.get('per_page'));
  const start = (Number(query.get('page')) - 1) * size;
  return { total_count: all.length, [key]: all.slice(start, start + size) };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
