/** The app of the catalogue's examples, in Heroku's maintenance mode since before midnight. */
import { type Draft, withState } from '../draft.ts';
import { failing, fresh } from './example-draft.ts';

const since = fresh.now - 4 * 3_600_000;
const page = { ...failing.facts.reading, came: "status 503, Heroku's maintenance page" };

/** Its page answers in place of the app. */
export const inMode: Draft = withState(
  { ...fresh, facts: { ...fresh.facts, reading: page } },
  { maintenance: true, maintenanceSince: since },
);
