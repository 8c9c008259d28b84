import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';

/**
 * True for an address that is no public host's: loopback, link-local (where clouds keep their
 * metadata service), private, shared, multicast and the rest of IANA's special-purpose registries.
 */
export function isReservedAddress(address: string): boolean {
  return reserved.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** A redirect's host name led to an address that a redirect may not lead to. */
export class ReservedAddressError extends Error {
  override readonly name = 'ReservedAddressError';
  readonly code = 'RESERVED_ADDRESS';
}

/** Looks a name up as usual and refuses it when any of its addresses is reserved. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const refused = addresses.find(({ address }) => isReservedAddress(address));
    if (refused !== undefined) {
      return callback(new ReservedAddressError(`${hostname} is ${refused.address}`), []);
    }
    if (options.all === true) return callback(null, addresses);
    const [first] = addresses as [LookupAddress, ...LookupAddress[]];
    callback(null, first.address, first.family);
  });
};

const reserved = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  // An IPv4 address mapped into IPv6 is checked against these as well.
  reserved.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv6');
}
