/**
 * A request's path in its plain form: one slash for several, for a URL that ends in one is often
 * joined to a path that begins with one, and none at the end.
 */
export function doorPath(path: string): string {
  const single = path.replace(/\/{2,}/g, '/');
  return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single;
}
