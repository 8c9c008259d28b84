/** A conviction as the guards see it. */

import type { App, Limits } from '../../lib/core/app.ts';
import type { Draft } from '../../lib/core/draft.ts';
import type { Facts, HerokuFacts } from '../../lib/core/facts.ts';
import type { Release } from '../../lib/core/release.ts';
import { newState, noEvidence, type State } from '../../lib/core/state.ts';
import { dawn, minute, testApp, testConfiguration, testReading } from './film.ts';
import { noPause } from './fixtures.ts';
import { testEntry, testRelease } from './ledger.ts';

/** What is to be undone, if nothing stands in the way. */
export const culprit = testEntry(2, { verdict: 'unproven' });

/** What is different from a case in which nothing stands in the way. */
export type Change = {
  readonly app?: Partial<App>;
  readonly state?: Partial<State>;
  readonly facts?: Partial<Facts>;
  readonly heroku?: Partial<HerokuFacts>;
  readonly releases?: readonly Release[];
  readonly limits?: Partial<Limits>;
  readonly maintenance?: boolean;
};

/** A case in which nothing stands in the way: v2 is sick, v1 is good. */
export function caseOf(change: Change = {}): Draft {
  const heroku: HerokuFacts = {
    app: {
      id: 'app-1',
      name: 'shop',
      webUrl: null,
      maintenance: false,
      releasedAt: dawn,
      privateSpace: false,
    },
    releases: change.releases ?? [testRelease(2, { current: true }), testRelease(1)],
    dynos: null,
    formation: [{ type: 'web', quantity: 1 }],
    preboot: null,
    ...change.heroku,
  };
  return {
    app: testApp(change.app),
    configuration: {
      ...testConfiguration,
      limits: { ...testConfiguration.limits, ...change.limits },
    },
    checkHash: 'check-1',
    state: {
      ...newState('check-1', dawn),
      ledger: [culprit, testEntry(1)],
      currentId: 'release-2',
      evidence: { ...noEvidence, sickReached: 1 },
      ...change.state,
    },
    facts: {
      reading: testReading('sick'),
      heroku,
      trouble: null,
      lastHealthyAt: null,
      platform: null,
      fleetFull: null,
      others: null,
      version: null,
      pause: noPause,
      github: null,
      ...change.facts,
    },
    now: dawn + minute,
    alerts: [],
    effect: null,
    report: null,
    muted: false,
    herokuMaintenance: change.maintenance ?? false,
    maintenance: change.maintenance ?? false,
    scored: true,
  };
}
