/** The three apps of the drill: each is a real web server of a few lines, with a Procfile. */
import type { Source } from '../heroku/small-heroku.ts';

/** Gets the broken releases. */
export const shop = 'shop';
/** Is healthy throughout. */
export const blog = 'blog';
/** Answers badly twice and is well again: it must be left alone. */
export const search = 'search';
/** All of them. */
export const appNames = [shop, blog, search] as const;

/** The start command that works. */
const startCommand = 'node server.js';
/** The start command of the first act: there is no such file. */
export const wrongCommand = 'node sever.js';
/** What a healthy app answers: the checkstring of the drill's apps.yml. */
export const checkstring = 'ok';
/** What the release of the second act answers, with status 200. */
export const wrongAnswer = 'database unreachable';
/** Bad answers of one hiccup: one fewer than make a failure, so that it must be left alone. */
export const hiccupAnswers = 2;

/** What is special about one deploy. */
export type Build = {
  /** What /version answers. */
  readonly version: string;
  readonly command?: string;
  readonly health?: string;
};

/** The code of an app. */
export function sourceOf(app: string, build: Build): Source {
  const { version, command = startCommand, health = checkstring } = build;
  return {
    procfile: `web: ${command}\n`,
    files: { 'server.js': serverCode({ app, version, health }) },
  };
}

/** The server as a file. A hiccup is counted in answers, so that its length needs no clock. */
function serverCode(texts: { app: string; version: string; health: string }): string {
  return `const { createServer } = require('node:http');

const { app, version, health } = ${JSON.stringify(texts)};
let hiccupsLeft = 0;
let hiccups = 0;

const server = createServer((request, response) => {
  const answer = (status, body) => response.writeHead(status).end(body + '\\n');
  switch (request.method + ' ' + request.url) {
    case 'GET /health':
      if (hiccupsLeft === 0) return answer(200, health);
      hiccupsLeft -= 1;
      hiccups += 1;
      return answer(503, 'busy');
    case 'GET /version':
      return answer(200, version);
    case 'POST /hiccup':
      hiccupsLeft = ${hiccupAnswers};
      return answer(200, 'the next ${hiccupAnswers} answers of /health are bad ones');
    case 'GET /hiccups':
      return answer(200, String(hiccups));
    default:
      return answer(200, 'Hello from ' + app + ', ' + version);
  }
});

server.listen(process.env.PORT, '127.0.0.1', () => console.log(app, version, 'listens'));
process.on('SIGTERM', () => process.exit(0));
`;
}
