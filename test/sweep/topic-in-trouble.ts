import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands before the topic and does to its requests what it is told to, until the test ends. */
export async function startTrouble(upstream: string) {
  const state = { mode: 'work' as 'work' | 'refuse' | 'hang up' | 'lose the answer' };
  const server = createServer(async (request, response) => {
    if (state.mode === 'refuse') {
      const code = '<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>';
      return void response.writeHead(503).end(code);
    }
    // Long enough that somebody waits, and then there is no answer at all.
    if (state.mode === 'hang up') return void setTimeout(() => request.socket.destroy(), 300);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const {
      host: _host,
      'content-length': _length,
      connection: _kept,
      ...headers
    } = request.headers;
    const answer = await fetch(`${upstream}${request.url}`, {
      method: request.method ?? 'POST',
      headers: headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    const text = await answer.text();
    if (state.mode === 'lose the answer') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}` });
}
