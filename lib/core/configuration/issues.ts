import type { BaseIssue } from 'valibot';
import { came } from './came.ts';
import type { Complaint, Path } from './fault.ts';

/** Turns what a schema found into complaints. Of unknown keys `unknownKeys` says more. */
export function complaintsOf(
  issues: readonly BaseIssue<unknown>[] | undefined,
  base: Path = [],
): Complaint[] {
  return (issues ?? []).flatMap((issue) => complaintsOfOne(issue, base));
}

function complaintsOfOne(issue: BaseIssue<unknown>, base: Path): Complaint[] {
  const path = [...base, ...pathOf(issue)];
  // Of several ways to write a value, the one that was begun says the most about its slip.
  const begun = issue.issues?.filter(({ kind, path: within }) => kind !== 'schema' || within);
  if (begun?.[0] !== undefined) return complaintsOf(begun, path);
  if (issue.received === 'undefined') {
    const name = String(path.at(-1));
    return [
      {
        path: path.slice(0, -1),
        about: 'key',
        message: `expected the key ${name}, which is missing`,
      },
    ];
  }
  const about = issue.path?.at(-1)?.origin === 'key' ? 'key' : 'value';
  const { input } = issue;
  const shown = isSecretive(path) && about === 'value' ? shapeOf(input) : came(input);
  return [{ path, about, message: `expected ${issue.message}, came ${shown}` }];
}

function pathOf(issue: BaseIssue<unknown>): Path {
  return (issue.path ?? []).map((item) =>
    typeof item.key === 'number' ? item.key : String(item.key),
  );
}

/** A header may be a token that somebody wrote out: its value is not repeated. */
function isSecretive(path: Path): boolean {
  return path.slice(0, -1).includes('headers');
}

function shapeOf(value: unknown): string {
  return typeof value === 'string' ? 'a text that is not shown' : came(value);
}
