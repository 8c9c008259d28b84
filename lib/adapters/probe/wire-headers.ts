import type { Secret } from '../../core/secret.ts';
import { version } from '../../core/version.ts';

/**
 * The headers as they go onto the wire, the one place where their secrets are revealed. Names are
 * in lower case, so that what the user gives takes the place of what stands here.
 */
export function wireHeaders(headers: Readonly<Record<string, Secret>>): Record<string, string> {
  const sent: Record<string, string> = {
    accept: '*/*',
    'cache-control': 'no-cache',
    'user-agent': `lastgood/${version} (+health probe)`,
  };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value.reveal();
  // The checkstring is compared with the bytes as they come, so they must not come compressed.
  sent['accept-encoding'] = 'identity';
  return sent;
}
