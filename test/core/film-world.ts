/** What stands at Heroku in a film, and what a look reads of it. */

import type { App } from '../../lib/core/app.ts';
import type { Checks } from '../../lib/core/checks.ts';
import type { Facts, GitHubFacts, HerokuFacts, Wanted } from '../../lib/core/facts.ts';
import type { GitHubTrouble } from '../../lib/core/github.ts';
import type { PauseFacts } from '../../lib/core/pause.ts';
import type { Dyno, HerokuTrouble, Release } from '../../lib/core/release.ts';
import type { State } from '../../lib/core/state.ts';
import { noPause } from './fixtures.ts';

/** A test changes it as it likes. */
export type FilmWorld = {
  releases: Release[];
  dynos: Dyno[] | null;
  web: number;
  releaseCommand: boolean;
  maintenance: boolean;
  preboot: boolean;
  trouble: HerokuTrouble | null;
  platform: Facts['platform'];
  fleetFull: string | null;
  others: Facts['others'];
  versionBody: string | null;
  commit: string | null;
  pause: PauseFacts;
  /** null: nobody may ask or tell GitHub. */
  github: { checks: Checks | GitHubTrouble } | null;
};

/** Nothing was released yet, and nothing is amiss. */
export function newWorld(): FilmWorld {
  return {
    releases: [],
    dynos: null,
    web: 1,
    releaseCommand: false,
    maintenance: false,
    preboot: false,
    trouble: null,
    platform: null,
    fleetFull: null,
    others: null,
    versionBody: null,
    commit: null,
    pause: noPause,
    github: null,
  };
}

/** What Heroku answers to what is asked of it. */
export function herokuOf(world: FilmWorld, app: App, wanted: Wanted): HerokuFacts {
  const web = { type: 'web', quantity: world.web };
  const release = world.releaseCommand ? [{ type: 'release', quantity: 0 }] : [];
  return {
    app: {
      id: 'app-1',
      name: app.name,
      webUrl: null,
      maintenance: world.maintenance,
      releasedAt: world.releases.find(({ current }) => current)?.createdAt ?? null,
      privateSpace: false,
    },
    releases: world.releases,
    dynos: wanted.dynos ? world.dynos : null,
    formation: wanted.verdict ? [web, ...release] : null,
    preboot: world.preboot,
  };
}

/** What GitHub answers of the commit of the release that is known to run. */
export function githubOf({ github }: FilmWorld, state: State, wanted: Wanted): GitHubFacts {
  const releaseId = state.currentId;
  if (github === null || releaseId === null || !wanted.checks) return { checks: null };
  const { checks } = github;
  const commit = 'c'.repeat(40);
  return 'message' in checks
    ? { checks: { releaseId, commit, answer: { ok: false, trouble: checks } } }
    : { checks: { releaseId, commit, answer: { ok: true, value: checks } } };
}
