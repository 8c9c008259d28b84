/** Where an answer's `location` leads, or why it is not followed. */
export type RedirectTarget =
  | { readonly kind: 'target'; readonly url: URL }
  | { readonly kind: 'refused'; readonly why: string };

/** True for the statuses that name another place to ask (RFC 9110, section 15.4). */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Follows on the same host name only, whatever the port, and never from https back to http: the
 * headers that are sent along can hold secrets.
 */
export function redirectTarget(from: URL, location: string): RedirectTarget {
  const url = URL.parse(location, from.href);
  if (url === null) return refused('its target cannot be read');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refused(`it leads to ${url.protocol.slice(0, 40)}, which is not HTTP`);
  }
  if (url.hostname !== from.hostname) {
    return refused(`it leads to another host, ${url.hostname}`);
  }
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    return refused('it leads from https to unencrypted http');
  }
  url.username = '';
  url.password = '';
  return { kind: 'target', url };
}

function refused(why: string): RedirectTarget {
  return { kind: 'refused', why };
}
