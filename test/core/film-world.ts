/** What stands at Heroku in a film, and what a look reads of it. */

import type { App } from '../../lib/core/app.ts';
import type { Facts, HerokuFacts, Wanted } from '../../lib/core/facts.ts';
import type { PauseFacts } from '../../lib/core/pause.ts';
import type { Dyno, HerokuTrouble, Release } from '../../lib/core/release.ts';
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
