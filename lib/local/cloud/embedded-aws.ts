import type { AwsClientOptions } from '../../adapters/settings.ts';

/** The account and the region that the embedded parts answer for. */
export const embeddedAccount = '000000000000';
export const embeddedRegion = 'us-east-1';

/** The address of everything that is embedded: nobody outside this machine can reach it. */
export const loopback = '127.0.0.1';

/** How an SDK client reaches an embedded part. Its credentials open nothing, anywhere. */
export function embeddedAws(port: number): AwsClientOptions & { readonly endpoint: string } {
  return {
    endpoint: `http://${loopback}:${port}`,
    region: embeddedRegion,
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
  };
}
