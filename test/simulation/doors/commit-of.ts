/**
 * The commit of some code, as Git would write it: by its number, so that an app's name decides
 * nothing.
 */
import { createHash } from 'node:crypto';

export function commitOf(codeId: string): string {
  const known = commits.get(codeId);
  if (known !== undefined) return known;
  const commit = createHash('sha1').update(codeId.replace(/^.*-/, '')).digest('hex');
  commits.set(codeId, commit);
  return commit;
}

const commits = new Map<string, string>();
