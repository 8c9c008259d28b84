import { createHash } from 'node:crypto';
import type { App } from './app.ts';

/**
 * Identifies what is asked and expected of an app, so that a changed check is told from a changed app (S13).
 * Secret header values take part by their names only: nothing of them may end in the table.
 */
export function checkHash(app: App): string {
  const { headers, ...check } = app.check;
  const names = Object.keys(headers).sort();
  const text = JSON.stringify({ ...check, names });
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
