import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { type Connection, createConnector } from '../../../lib/adapters/probe/connector.ts';
import { failureOf } from '../../../lib/adapters/probe/failure.ts';
import {
  isReservedAddress,
  publicLookup,
  ReservedAddressError,
} from '../../../lib/adapters/probe/reserved-address.ts';
import { Stopwatch } from '../../../lib/adapters/probe/stopwatch.ts';
import { startHttp } from './origin.ts';

const reserved = [
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:169.254.169.254',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
];
test.each(reserved)('%s is reserved', (address) => {
  expect(isReservedAddress(address)).toBe(true);
});

const open = ['1.1.1.1', '54.243.129.215', '172.32.0.1', '100.128.0.1', '2600:1f18::1', '::2'];
test.each(open)('%s is public', (address) => {
  expect(isReservedAddress(address)).toBe(false);
});

test('no connection is made to a name that leads to a reserved address', async () => {
  const { port, connections } = await startHttp(() => {});
  const socket = connect({ host: 'localhost', port, lookup: publicLookup });
  const error = await new Promise((resolve) => socket.once('error', resolve));
  expect(error).toBeInstanceOf(ReservedAddressError);
  expect(connections).toHaveLength(0);
});

test('a redirect of a public host to its own reserved address is cause redirect', async () => {
  const { port, connections } = await startHttp(() => {});
  const watch = new Stopwatch(systemClock);
  const connection: Connection = {
    watch,
    secureContext: () => {
      throw new Error('not over TLS');
    },
    publicOnly: true,
    socket: null,
    address: null,
    secureTarget: null,
    certificateExpiresAt: null,
  };
  const target = { hostname: 'localhost', protocol: 'http:', port: String(port) };
  const error = await new Promise<Error>((resolve, reject) => {
    createConnector(connection)(target, (...[failure]) => {
      if (failure === null) reject(new Error('it was connected'));
      else resolve(failure);
    });
  });
  const received = { status: 0, location: null, contentType: null, chunks: [], bytes: 0 };
  const url = new URL(`http://localhost:${port}/`);
  const failure = failureOf(
    { kind: 'broken', error, received: { ...received, complete: true } },
    { url, phase: watch.phase, phases: watch.read(), timeoutMs: 1_000, redirected: true },
  );
  expect(failure).toMatchObject({ cause: 'redirect', canBeOurs: false });
  expect(failure.message).toMatch(
    /^the redirect was not followed: localhost is (127\.0\.0\.1|::1)/,
  );
  expect(connections).toHaveLength(0);
});
