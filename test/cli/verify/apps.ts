/** Apps to deploy whose health endpoint misbehaves as the real ones do. */
import type { Source } from '../../../lib/local/heroku/small-heroku.ts';

/**
 * An app whose answers are this function of `(request, response, count)`; `count` is the number of
 * the request to /health, from 1. `more` are further lines of its Procfile.
 */
export function serving(handler: string, more: readonly string[] = []): Source {
  const code = `let count = 0;
const handle = ${handler};
require('node:http')
  .createServer((request, response) => {
    if (request.url.startsWith('/health')) count += 1;
    handle(request, response, count);
  })
  .listen(process.env.PORT, '127.0.0.1', () => console.log('listening'));
process.on('SIGTERM', () => process.exit(0));
`;
  const procfile = ['web: node server.js', ...more].join('\n');
  return { files: { 'server.js': code }, procfile: `${procfile}\n` };
}

/** Answers this status and body to everything. */
export function answering(status: number, body: string, more: readonly string[] = []): Source {
  return serving(
    `(request, response) => response.writeHead(${status}).end(${JSON.stringify(body)})`,
    more,
  );
}

/** Answers what its config var GREETING holds. */
export const greeting = serving(
  "(request, response) => response.end(process.env.GREETING ?? 'nothing')",
);
