/**
 * The whole URL of an app's endpoint (`health`, `version`): `endpoint` itself, or that path on the
 * app's `web_url`. Null: the app has no address of its own that a path could stand on, or one that
 * cannot be read.
 */
export function endpointUrl(endpoint: string, webUrl: string | null): string | null {
  if (!endpoint.startsWith('/')) return endpoint;
  return webUrl === null ? null : (URL.parse(endpoint, webUrl)?.href ?? null);
}
