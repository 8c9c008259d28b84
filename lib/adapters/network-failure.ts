/** How a request failed below HTTP, in words that hold nothing of the request itself. */
export type NetworkFailure = {
  readonly what: 'dns' | 'connect' | 'tls' | 'dropped';
  /** The system's or undici's own code, for example `ECONNREFUSED`. */
  readonly code: string;
  /** False when certainly nothing of the request left this machine. */
  readonly maybeSent: boolean;
};

/** Tells what an error of undici means. Its message is not used: it can quote the request. */
export function networkFailure(error: unknown): NetworkFailure {
  const code = codeOf(error);
  if (dnsCodes.has(code)) return { what: 'dns', code, maybeSent: false };
  if (connectCodes.has(code)) return { what: 'connect', code, maybeSent: false };
  if (tlsCodes.test(code)) return { what: 'tls', code, maybeSent: false };
  return { what: 'dropped', code, maybeSent: true };
}

const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

const connectCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Node's codes for a certificate that does not hold, and OpenSSL's for a handshake that broke. */
const tlsCodes =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/;

/** An AggregateError (several addresses tried) carries the code of its last attempt itself. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('cause' in error) return codeOf(error.cause);
  return 'unknown';
}
