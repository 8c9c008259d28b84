// A routing table for an HTTP API: method and path with `:names` to handler.

/** One line of the table. */
export type Route<Handler> = {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: Handler;
};

/** A line that matched, with the values of its `:names`. */
export type Matched<Handler> = {
  readonly handler: Handler;
  readonly parameters: Readonly<Record<string, string>>;
};

/** One line: `route('GET', '/apps/:app/releases', listReleases)`. */
export function route<Handler>(method: string, path: string, handler: Handler): Route<Handler> {
  return { method, segments: path.split('/'), handler };
}

/** The first line that fits, or null. */
export function match<Handler>(
  table: readonly Route<Handler>[],
  method: string,
  path: string,
): Matched<Handler> | null {
  const segments = path.split('/').map(decode);
  for (const line of table) {
    const parameters = line.method === method ? parametersOf(line.segments, segments) : null;
    if (parameters) return { handler: line.handler, parameters };
  }
  return null;
}

function parametersOf(pattern: readonly string[], segments: readonly string[]) {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith(':') && actual !== '') parameters[expected.slice(1)] = actual;
    else if (expected !== actual) return null;
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
