import { Secret } from '../secret.ts';
import type { Complaint, Path } from './fault.ts';

/** The names and values of an environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Puts the environment's values in the place of `${env:NAME}` in headers as written. One that is
 * unset or empty, or that no header can carry, is complained of; its value is never repeated.
 * What is no text in them has been complained of by the schema, and is passed over.
 */
export function resolveHeaders(
  headers: unknown,
  variables: Variables,
  path: Path,
): {
  readonly headers: Readonly<Record<string, Secret>>;
  readonly complaints: readonly Complaint[];
} {
  const complaints: Complaint[] = [];
  const resolved: [string, Secret][] = [];
  for (const [name, template] of Object.entries(headers ?? {})) {
    if (typeof template !== 'string') continue;
    const complain = (message: string): void => {
      complaints.push({ path: [...path, name], about: 'value', message });
    };
    resolved.push([name, new Secret(resolve(template, variables, complain))]);
  }
  return { headers: Object.fromEntries(resolved), complaints };
}

function resolve(
  template: string,
  variables: Variables,
  complain: (message: string) => void,
): string {
  return template.replace(/\$\{([^}]*)\}?/g, (written, inner: string) => {
    const [, name] = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(inner) ?? [];
    if (name === undefined || !written.endsWith('}')) {
      complain(`expected \${env:NAME}, came something else that begins with \${`);
      return '';
    }
    const value = variables[name] ?? '';
    if (value === '') complain(`expected the environment variable ${name} to be set; set it`);
    if (!isHeaderValue(value)) {
      complain(`expected the environment variable ${name} to be one line of printable characters`);
    }
    return value;
  });
}

/** What HTTP and undici take as the value of a header (RFC 9110, field values). */
function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
