/** What a failed request means: its cause and a sentence for a person. */
import { errors } from 'undici';
import { limits } from '../../core/limits.ts';
import { safeLine } from '../../core/safe-line.ts';
import { authority, beforeContact, type Failure, type Scene, theirs } from './blame.ts';
import { certificateReason, isCertificateFault } from './certificate.ts';
import type { Exchange, Received } from './exchange.ts';
import { lateFailure } from './late-failure.ts';
import { ReservedAddressError } from './reserved-address.ts';

/** Names what broke a request. The error's own words are shown only where they are the answer's. */
export function failureOf(
  exchange: Exclude<Exchange, { kind: 'answered' }>,
  scene: Scene,
): Failure {
  if (exchange.kind === 'late') return lateFailure(exchange.received, scene);
  const { error, received } = exchange;
  const code = codeOf(error);
  if (error instanceof ReservedAddressError) {
    return theirs('redirect', `the redirect was not followed: ${error.message}, no public address`);
  }
  switch (scene.phase) {
    case null:
      return beforeContact(
        'connect',
        `the request could not be made: ${shown(error.message)}`,
        scene,
      );
    case 'dns':
      return lookupFailure(code, scene);
    case 'connect':
      return connectFailure(code, scene);
    case 'tls':
      return handshakeFailure(error, code, scene);
    case 'headers':
    case 'body':
      return answerFailure(error, code, received);
    default:
      return scene.phase satisfies never;
  }
}

function lookupFailure(code: string, scene: Scene): Failure {
  const why = lookupReasons.get(code) ?? code;
  return beforeContact('dns', `no address was found for ${scene.url.hostname}: ${why}`, scene);
}

const lookupReasons: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name does not exist (ENOTFOUND)'],
  ['EAI_AGAIN', 'the name server did not answer (EAI_AGAIN)'],
]);

function connectFailure(code: string, scene: Scene): Failure {
  const why = connectReasons.get(code) ?? 'failed';
  const message = `the connection to ${authority(scene.url)} ${why} (${code})`;
  return beforeContact('connect', message, scene);
}

const connectReasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'was refused'],
  ['ECONNRESET', 'was reset'],
  ['ETIMEDOUT', 'did not come about'],
  ['EHOSTUNREACH', 'found no way to the host'],
  ['ENETUNREACH', 'found no way to its network'],
]);

function handshakeFailure(error: Error, code: string, { url }: Scene): Failure {
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : null;
  if (isCertificateFault(code)) {
    const names = reason === null ? '' : `: ${shown(reason)}`;
    const why = `${certificateReason(code)}${names}`;
    return theirs('certificate', `the certificate of ${url.hostname} ${why}`);
  }
  const isClosed = code === 'ECONNRESET' || code === 'EPIPE';
  const why = isClosed ? 'the connection was closed during it' : (reason ?? code);
  return theirs('tls', `the TLS handshake with ${authority(url)} failed: ${shown(why)}`);
}

/** The connection stood and the request was sent: this is about the answer. */
function answerFailure(error: Error, code: string, { status, bytes }: Received): Failure {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return theirs('too-large', `the headers are over ${limits.headerBytesMax / 1024} KiB`);
  }
  const malformed = malformedReason(error, status);
  if (malformed !== null) {
    return theirs('connect', `what came is not well-formed HTTP: ${malformed}`);
  }
  // TLS 1.3 refuses a client without a certificate of its own only after the handshake.
  if (code.startsWith('ERR_SSL_')) return theirs('tls', `TLS failed: ${shown(code)}`);
  if (status === 0) return theirs('connect', 'the connection was closed before an answer came');
  return theirs(
    'connect',
    'the connection was closed in the middle of the answer: ' +
      `status ${status} and ${bytes} bytes had come`,
  );
}

/** Why the parser gave up; null: it did not, the answer just ended too early. */
function malformedReason(error: Error, status: number): string | null {
  if (error instanceof errors.HTTPParserError) {
    // llhttp's reason stands in brackets behind a sentence of undici's.
    const reason = /\((.*)\)/.exec(error.message)?.[1] ?? error.message;
    return reason === 'Invalid EOF state' ? null : shown(reason);
  }
  // undici says this of whatever breaks before the promised length: here, of the headers.
  const isMismatch = error instanceof errors.ResponseContentLengthMismatchError;
  return isMismatch && status === 0 ? 'its headers contradict each other' : null;
}

/** Node's or undici's code. A failed attempt on several addresses carries one of its own. */
export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function shown(text: string): string {
  return safeLine(text, limits.bodyCutCharactersMax);
}
