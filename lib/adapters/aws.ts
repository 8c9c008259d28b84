import { limits } from '../core/limits.ts';
import { cutAtWord, oneLine } from '../core/plain-text.ts';
import type { AwsClientOptions } from './settings.ts';

/** How lastgood sets up an SDK client. What is not given, the SDK takes from its own variables. */
export type AwsClientConfig = AwsClientOptions & {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
};

/**
 * The settings of every SDK client: bounded in time and in attempts, because the SDK by itself
 * waits without end. `region` is the one that the resource's own name tells, if it does: a topic of
 * another region is then still reached.
 */
export function awsClientConfig(
  aws: AwsClientOptions,
  region: string | null = null,
  requestTimeoutMs: number = limits.awsRequestTimeoutMs,
): AwsClientConfig {
  return {
    ...aws,
    ...(region === null ? {} : { region }),
    maxAttempts: limits.awsAttemptsMax,
    requestHandler: {
      connectionTimeout: limits.awsConnectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without this the SDK only logs a warning and goes on waiting.
      throwOnRequestTimeout: true,
    },
  };
}

/** Why an AWS call failed, in one shape for every way it can. */
export type AwsTrouble = {
  /** The error's name: AWS's own, or the SDK's, or the network's code. */
  readonly name: string;
  /** One safe line: the name and AWS's own words. */
  readonly message: string;
  /** True when the same call can go well later without anybody doing anything. */
  readonly canRetry: boolean;
  /** What is wrong on our side, as far as it is the same for every service. */
  readonly fault: 'credentials' | 'permission' | null;
};

/** Reads what the SDK threw. It keeps nothing of the request or its headers. */
export function awsTrouble(thrown: unknown): AwsTrouble {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const status = httpStatus(error);
  const code = networkCode(error);
  const name = code ?? error.name;
  const fault = faultOf(name);
  const canRetry =
    fault === null && (status === null || status >= 500 || status === 429 || isThrottling(name));
  const words =
    error.message === '' || error.message === 'UnknownError' ? '' : `: ${error.message}`;
  const answered = status === null ? '' : ` (status ${status})`;
  const message = cutAtWord(oneLine(`${name}${answered}${words}`), limits.awsReasonCharactersMax);
  return { name, message, canRetry, fault };
}

function httpStatus(error: Error): number | null {
  const metadata = '$metadata' in error ? error.$metadata : null;
  if (typeof metadata !== 'object' || metadata === null) return null;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : null;
  return typeof status === 'number' ? status : null;
}

/** ECONNREFUSED and its like: Node's name for it, where the SDK only says `Error`. */
function networkCode(error: Error): string | null {
  return error.name === 'Error' && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}

function faultOf(name: string): AwsTrouble['fault'] {
  if (/^(AccessDenied|AuthorizationError|KMSAccessDenied|UnauthorizedOperation)/.test(name)) {
    return 'permission';
  }
  return credentialNames.some((start) => name.startsWith(start)) ? 'credentials' : null;
}

/** How the names begin that the SDK and the services give to credentials that do not work. */
const credentialNames = [
  'Credentials',
  'TokenProvider',
  'InvalidClientTokenId',
  'UnrecognizedClient',
  'SignatureDoesNotMatch',
  'InvalidSignature',
  'IncompleteSignature',
  'ExpiredToken',
  'MissingAuthenticationToken',
];

function isThrottling(name: string): boolean {
  return /Throttl|TooManyRequests|RequestLimitExceeded|ThroughputExceeded|SlowDown/.test(name);
}
