/** Heroku's maintenance mode: in it every request gets Heroku's own page, which says nothing. */
import { type Draft, type Input, withState } from '../draft.ts';
import { limits } from '../limits.ts';

/**
 * True when this look's reading may be that page. While Heroku cannot be asked, what it said last
 * holds; and the look that finds the mode switched off may have probed before that. Who answers
 * well is not in maintenance, whatever Heroku said.
 */
export function inHerokuMaintenance({ facts, state }: Pick<Input, 'facts' | 'state'>): boolean {
  const was = state.maintenance && facts.reading.verdict !== 'healthy';
  return was || (facts.heroku?.app.maintenance ?? false);
}

/** Remembers the mode for the next look, and since when it is on. */
export function noteMaintenance(draft: Draft): Draft {
  const { facts, state, now } = draft;
  const left = facts.reading.verdict === 'healthy' ? false : state.maintenance;
  const maintenance = facts.heroku?.app.maintenance ?? left;
  const maintenanceSince = maintenance ? (state.maintenanceSince ?? now) : null;
  return withState(draft, { maintenance, maintenanceSince });
}

/** Heroku's mode is on for so long that somebody may have forgotten it. */
export function isForgotten({ state: { maintenanceSince }, now }: Draft): boolean | null {
  if (maintenanceSince === null) return false;
  return now - maintenanceSince >= limits.maintenanceLongMs ? true : null;
}

/**
 * In maintenance nothing sick is scored, and still it is remembered since when the app answers like
 * that: what came of one cause with other apps is told by when it began (S10).
 */
export function noteHiddenSickness(draft: Draft): Draft {
  const { facts, state, maintenance } = draft;
  const { verdict, at } = facts.reading;
  if (verdict === 'healthy' && state.hiddenSickness !== null) {
    return withState(draft, { hiddenSickness: null });
  }
  if (verdict !== 'sick' || !maintenance || state.hiddenSickness !== null) return draft;
  // Maintenance may have begun on a row of sick readings that had just begun.
  const began = state.evidence.sickFirst?.at ?? at;
  return withState(draft, { hiddenSickness: { at: began, page: draft.herokuMaintenance } });
}
