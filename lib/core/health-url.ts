/**
 * The whole URL of a health endpoint: `health` itself, or that path on the app's `web_url`. Null:
 * the app has no address of its own that a path could stand on, or one that cannot be read.
 */
export function healthUrl(health: string, webUrl: string | null): string | null {
  if (!health.startsWith('/')) return health;
  return webUrl === null ? null : (URL.parse(health, webUrl)?.href ?? null);
}
