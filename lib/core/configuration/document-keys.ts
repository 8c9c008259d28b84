import { isMap, isScalar, isSeq } from 'yaml';
import type { Complaint, Path } from './fault.ts';

/**
 * Looks through a YAML document for what would be lost on the way to values: a key that stands
 * twice, of which one would win unseen; a key that is no plain text; and a `${env:…}` outside of
 * headers, which would be taken as it stands.
 */
export function inspectKeys(node: unknown, path: Path = []): Complaint[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => inspectKeys(item, [...path, index]));
  if (isScalar(node)) return strayReference(node.value, path);
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || key.value === null) {
      const message = 'expected a plain key, came one that is empty, a list, a map or an alias';
      return [{ path, about: 'value', message } as const];
    }
    const name = String(key.value);
    const here = [...path, name];
    const again = seen.has(name);
    seen.add(name);
    return again ? [repeated(here, key.range?.[0] ?? 0)] : inspectKeys(value, here);
  });
}

function repeated(path: Path, offset: number): Complaint {
  const message = 'expected every key once, came this one again; remove one of the two';
  return { path, about: 'key', message, offset };
}

function strayReference(value: unknown, path: Path): Complaint[] {
  const isHeader = path.includes('headers');
  if (typeof value !== 'string' || !value.includes(reference) || isHeader) return [];
  const message = `expected a plain value, came ${reference}...}, which only headers know`;
  return [{ path, about: 'value', message }];
}

const reference = `\${env:`;
