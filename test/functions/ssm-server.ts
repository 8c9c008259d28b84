import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

export type SsmServer = {
  readonly url: string;
  readonly parameters: Map<string, string>;
  /** What GetParameters was called with. */
  readonly asked: { readonly Names: readonly string[]; readonly WithDecryption: boolean }[];
  close(): Promise<void>;
};

/** GetParameters as SSM answers it on the wire (Systems Manager API reference), for any SDK. */
export async function startSsm(): Promise<SsmServer> {
  const parameters = new Map<string, string>();
  const asked: SsmServer['asked'] = [];
  const server = createServer(async (request, response) => {
    const input = (await json(request)) as SsmServer['asked'][number];
    asked.push(input);
    const known = input.Names.filter((name) => parameters.has(name));
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({
        InvalidParameters: input.Names.filter((name) => !parameters.has(name)),
        Parameters: known.map((Name) => ({
          Name,
          Type: 'SecureString',
          Value: parameters.get(Name),
          Version: 1,
        })),
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    parameters,
    asked,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
