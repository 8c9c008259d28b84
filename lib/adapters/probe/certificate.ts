import { type ConnectionOptions, connect, type DetailedPeerCertificate } from 'node:tls';
import type { Deadline } from './deadline.ts';

/**
 * When the first certificate of the chain expires, in epoch milliseconds; null: no date was found.
 * It is the chain's date that counts: an expired intermediate breaks clients as well as a leaf
 * does.
 */
export function earliestExpiry(leaf: Partial<DetailedPeerCertificate>): number | null {
  const dates: number[] = [];
  const seen = new Set<unknown>();
  let certificate: Partial<DetailedPeerCertificate> | undefined = leaf;
  // A root is its own issuer: there the chain closes upon itself.
  while (certificate !== undefined && !seen.has(certificate)) {
    seen.add(certificate);
    const date = Date.parse(certificate.valid_to ?? '');
    if (Number.isFinite(date)) dates.push(date);
    certificate = certificate.issuerCertificate;
  }
  return dates.length === 0 ? null : Math.min(...dates);
}

/** Node's codes (OpenSSL's X509 verification results) for a certificate that does not hold. */
export function isCertificateFault(code: string): boolean {
  return reasons.has(code) || /CERT|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/.test(code);
}

/** Why a certificate does not hold, as the end of a sentence that begins with "the certificate". */
export function certificateReason(code: string): string {
  return reasons.get(code) ?? `was refused (${code})`;
}

const unknownIssuer =
  'is from an issuer that is not trusted here, or the server does not send its intermediate ' +
  'certificates';

const reasons: ReadonlyMap<string, string> = new Map([
  ['CERT_HAS_EXPIRED', 'has expired'],
  ['CERT_NOT_YET_VALID', 'is not valid yet'],
  ['CERT_REVOKED', 'was revoked'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'ends in a self-signed one that is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownIssuer],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name'],
  ['HOSTNAME_MISMATCH', 'is for another name'],
]);

/**
 * Node closes the connection before the certificate that it refused can be read, so its date is
 * looked up on a second one, which asks for nothing, sends no header and is never used for a
 * verdict. Answers null when that does not work within the probe's deadline.
 */
export function expiryOfRefused(
  target: ConnectionOptions,
  deadline: Deadline,
): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect({ ...target, rejectUnauthorized: false });
    const finish = (expiresAt: number | null) => {
      deadline.stops(null);
      socket.destroy();
      resolve(expiresAt);
    };
    socket.once('secureConnect', () => finish(earliestExpiry(socket.getPeerCertificate(true))));
    socket.on('error', () => finish(null));
    socket.once('close', () => finish(null));
    deadline.stops(() => finish(null));
  });
}
