/** Somebody, or something, that is subscribed to a topic. */
export type Subscriber = {
  /** `email`, `sms`, `https`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
  /** False: nothing is sent there until somebody confirms it. */
  readonly confirmed: boolean;
};

/**
 * An endpoint that tells whose it is to those who know it, and to no one else: addresses and
 * numbers are people's, and what stands behind the host of a URL is often a secret.
 */
export function maskEndpoint({ protocol, endpoint }: Subscriber): string {
  if (protocol === 'sms') return `${endpoint.slice(0, 3)}***${endpoint.slice(-2)}`;
  if (protocol.startsWith('email')) return endpoint.replace(/(.).*@/s, '$1***@');
  if (!protocol.startsWith('http')) return endpoint;
  const url = URL.parse(endpoint);
  return url === null ? '***' : `${url.protocol}//${url.host}/***`;
}
