/** Opens the one connection of one request and tells its phases. */
import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect as connectTls,
  type SecureContext,
} from 'node:tls';
import type { buildConnector } from 'undici';
import { limits } from '../../core/limits.ts';
import { earliestExpiry } from './certificate.ts';
import { publicLookup } from './reserved-address.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What a connector is given, and what it leaves behind there. */
export type Connection = {
  readonly watch: Stopwatch;
  readonly secureContext: () => SecureContext;
  /** A redirect leads to public addresses only, unless the first request went elsewhere itself. */
  readonly publicOnly: boolean;
  socket: Socket | null;
  /** Where the connection led to; null: it did not stand. */
  address: string | null;
  /** How TLS was asked for; null over plain http. */
  secureTarget: ConnectionOptions | null;
  certificateExpiresAt: number | null;
};

/**
 * A connector for undici that serves once: a second connection would hide that the first one broke.
 * The addresses of a name are tried one after the other ("happy eyeballs"): that one family or one
 * address cannot be reached from here says nothing about the release that is judged.
 */
export function createConnector(connection: Connection): buildConnector.connector {
  return (target, callback) => {
    if (connection.socket !== null) {
      callback(new Error('closed before the request was sent'), null);
      return;
    }
    const isSecure = target.protocol === 'https:';
    const socket = isSecure ? openSecure(target, connection) : connectTcp(tcp(target, connection));
    connection.socket = socket;
    socket.setNoDelay(true);
    observePhases(socket, { ...target, isSecure, watch: connection.watch });
    const fail = (error: Error) => callback(error, null);
    socket.once('error', fail);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.off('error', fail);
      connection.watch.enter('headers');
      connection.address = socket.remoteAddress ?? null;
      callback(null, socket);
    });
  };
}

function tcp(target: buildConnector.Options, { publicOnly }: Connection): TcpNetConnectOpts {
  const defaultPort = target.protocol === 'https:' ? 443 : 80;
  return {
    host: target.hostname,
    port: Number(target.port || defaultPort),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: limits.connectAttemptMs,
    ...(publicOnly ? { lookup: publicLookup } : {}),
  };
}

/**
 * A full handshake every time: no session is given, so none is resumed, and a certificate that has
 * expired since the last probe is seen. Node verifies it (`rejectUnauthorized` is on by default).
 */
function openSecure(target: buildConnector.Options, connection: Connection): Socket {
  const { servername, hostname } = target;
  connection.secureTarget = {
    ...tcp(target, connection),
    secureContext: connection.secureContext(),
    servername: servername || (isIP(hostname) === 0 ? hostname : ''),
    ALPNProtocols: ['http/1.1'],
  };
  return connectTls({
    ...connection.secureTarget,
    // Node has the whole chain at hand here; to ask for it again would cost a tenth of the probe.
    checkServerIdentity: (name, certificate) => {
      connection.certificateExpiresAt = earliestExpiry(certificate);
      return checkServerIdentity(name, certificate);
    },
  });
}

type Observed = {
  readonly hostname: string;
  readonly isSecure: boolean;
  readonly watch: Stopwatch;
};

function observePhases(socket: Socket, { hostname, isSecure, watch }: Observed): void {
  if (isIP(hostname) !== 0) {
    watch.enter('connect');
  } else {
    watch.enter('dns');
    // Emitted once for each address; connecting begins with the first one.
    socket.on('lookup', (error) => {
      if (error === null && watch.phase === 'dns') watch.enter('connect');
    });
  }
  if (isSecure) socket.once('connect', () => watch.enter('tls'));
}
