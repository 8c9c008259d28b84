import { formatDuration } from '../../core/duration.ts';
import type { Phases } from '../../core/reading.ts';
import { authority, beforeContact, type Failure, type Scene, theirs } from './blame.ts';
import type { Received } from './exchange.ts';

/** What the deadline cut short, told by the phase in which it did. */
export function lateFailure(received: Received, scene: Scene): Failure {
  const { phases, phase, url } = scene;
  const late = `no answer within ${formatDuration(scene.timeoutMs)}`;
  const stood = `the connection stood after ${formatDuration(standingMs(phases))}`;
  switch (phase) {
    case null:
    case 'dns':
      return beforeContact('timeout', `${late}: ${url.hostname} was still being looked up`, scene);
    case 'connect':
      return beforeContact('timeout', `${late}: no connection to ${authority(url)} stood`, scene);
    case 'tls':
      return theirs('timeout', `${late}: the TLS handshake did not end`);
    case 'headers':
      return theirs('timeout', `${late}: ${stood}, no first byte came`);
    case 'body':
      return theirs('timeout', `${late}: ${stood}, ${unfinished(received)}`);
    default:
      return phase satisfies never;
  }
}

function unfinished({ status, bytes }: Received): string {
  if (status === 0) return 'the headers of the answer did not end';
  return `status ${status} and ${bytes} bytes came, the body did not end`;
}

function standingMs({ dnsMs, connectMs, tlsMs }: Phases): number {
  return (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0);
}
