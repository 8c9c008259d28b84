/** An app whose v2 is judged, and what came after it. */
import { type LedgerEntry, newState, type State } from '../../../lib/core/state.ts';
import { dawn, minute } from '../film.ts';
import { testEntry } from '../ledger.ts';

export const now = dawn + 5 * minute;
export const judgedAt = dawn + minute;
export const seenAt = dawn + 2 * minute;
export const failed = 'v2 failed its health check';
export const down = {
  id: 'shop.1',
  openedAt: dawn,
  toldAt: dawn,
  headline: 'down',
  logAskedAt: null,
};
export const seen = { at: now - minute, cause: 'status', came: 'status 503' };
export const sickRow = { sickInARow: 3, sickFirst: seen, sickLast: seen };
export const lastSeen = '3 sick readings in a row, the last one 1 min ago: status 503';

/** An app with these releases, newest first, of which the first is current. */
export function app(ledger: readonly LedgerEntry[], change: Partial<State> = {}): State {
  const empty = newState('check-1', dawn);
  return { ...empty, ledger: [...ledger], currentId: ledger[0]?.id ?? null, ...change };
}

export const sick = { evidence: { ...newState('', dawn).evidence, ...sickRow }, incident: down };
export const good = testEntry(2, { verdict: 'good', judgedAt, seenAt });
export const bad = testEntry(2, { verdict: 'bad', judgedAt, seenAt });
export const unproven = testEntry(2, { verdict: 'unproven', judgedAt: null, seenAt });
export const next = testEntry(3, {
  verdict: 'unproven',
  seenAt: dawn + 3 * minute,
  userEmail: null,
});
export const rollback = testEntry(3, {
  kind: 'rollback',
  description: 'Rollback to v1',
  verdict: 'unproven',
  judgedAt: null,
  seenAt: dawn + 3 * minute,
});
export const replacedBy = (by: LedgerEntry, who = '') =>
  `v${by.version}${who} ("${by.description}") has taken the place of v2`;
