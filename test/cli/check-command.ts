/** The command `check` with an app, a Heroku and a directory of its own to run in. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommandContext } from '../../lib/cli/context.ts';
import { main } from '../../lib/cli/main.ts';
import { startHttp } from '../adapters/probe/origin.ts';
import { fakeTerminal } from './fake-terminal.ts';

/** An app that answers with JSON, known to a Heroku as shop-eu, and an empty directory. */
export async function stage() {
  const seen: IncomingMessage[] = [];
  const app = await startHttp((request, response) => {
    seen.push(request);
    response.end('{"db":{"state":"up"}}');
  });
  const shop = { id: '1', name: 'shop-eu', web_url: `${app.url}/`, maintenance: false };
  const nobody = { id: 'not_found', message: "Couldn't find that app." };
  const heroku = await startHttp((request, response) => {
    const isKnown = request.url === '/apps/shop-eu';
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? shop : nobody));
  });
  const directory = await mkdtemp(join(tmpdir(), 'lastgood-check-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const appsPath = join(directory, 'apps.yml');
  return {
    app,
    heroku,
    seen,
    appsPath,
    /** Writes apps.yml. */
    configure: (text: string) => writeFile(appsPath, text),
    /** Runs `lastgood check` with these words. */
    check: (words: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
      runCommand(words, {
        environment: {
          HEROKU_API_URL: heroku.url,
          HEROKU_API_KEY: 'token',
          LASTGOOD_APPS: appsPath,
          ...environment,
        },
      }),
  };
}

/** Runs the command in a context and answers what it wrote. */
export async function runCommand(words: readonly string[], changes: Partial<CommandContext>) {
  const terminal = fakeTerminal(changes);
  const stopSignal = () => new AbortController().signal;
  const given = { ...terminal.context, stopSignal, columns: () => 80 };
  const exitCode = await main(['check', ...words], given);
  return { ...terminal.written, exitCode };
}

/** As somebody writes it in a shell or in apps.yml. */
export function variable(name: string): string {
  return `\${env:${name}}`;
}
