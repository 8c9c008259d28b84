// The two things that are read outside the API, without a token: logs, and the output of release
// commands.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SmallApp } from './app.ts';
import { match, route } from './http-table.ts';
import { formatLogLine, type LogFilter, type LogLine } from './logs.ts';
import type { Platform } from './platform.ts';

/** What a log session will show. */
export type LogSession = {
  readonly app: SmallApp;
  readonly lines: number;
  /** True: go on with new lines until the reader leaves. */
  readonly tail: boolean;
  readonly filter: LogFilter;
};

type Stream = (platform: Platform, id: string, response: ServerResponse) => void | Promise<void>;

const table = [
  route<Stream>('GET', '/streams/logs/:id', streamLogs),
  route<Stream>('GET', '/streams/release-output/:id', streamReleaseOutput),
];

/** Answers a stream's URL; false when it is none. */
export function stream(platform: Platform, request: IncomingMessage, response: ServerResponse) {
  const [path = '/'] = (request.url ?? '/').split('?');
  const matched = match(table, request.method ?? '', path);
  if (!matched) return false;
  void matched.handler(platform, matched.parameters['id'] ?? '', response);
  return true;
}

/** Server-sent events, one a line, as Logplex sends them. */
function streamLogs(platform: Platform, id: string, response: ServerResponse): void {
  const session = platform.sessions.get(id);
  if (!session) {
    refuse(response);
    return;
  }
  const { logs } = session.app;
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  const send = (line: LogLine) =>
    response.write(`id: ${line.at}\ndata: ${formatLogLine(line)}\n\n`);
  for (const line of logs.lines(session.filter).slice(-session.lines)) send(line);
  if (!session.tail) {
    response.end();
    return;
  }
  const stop = logs.follow(session.filter, send);
  response.once('close', stop);
}

/** Sends what the command printed once it has ended: the output of a release command is short. */
async function streamReleaseOutput(platform: Platform, id: string, response: ServerResponse) {
  const output = platform
    .apps()
    .map((app) => app.outputs.get(id))
    .find((each) => each !== undefined);
  if (!output) return refuse(response);
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.flushHeaders();
  await output.process.ended;
  response.end(output.lines.map((line) => `${line}\n`).join(''));
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
}
