/** Heroku's ledger of one app as a value, and what can happen to it. */
import type { Release } from '../../lib/core/release.ts';
import { currentOf, type Happening, type SmallWorld } from './small-world.ts';

/** The world after one happening. */
export function happen(world: SmallWorld, what: Happening): SmallWorld {
  const same = currentOf(world).artifact;
  switch (what) {
    case 'deploy-good':
      return released(world, { description: 'Deploy' });
    case 'deploy-bad':
      return withSick(released(world, { description: 'Deploy' }));
    case 'config-bad': {
      const description = 'Set FOO config vars';
      return withSick(released(world, { description, artifact: same }));
    }
    case 'human-rollback':
      return rolledBack(world, 'release-1');
    case 'one-healthy-answer':
      return { ...world, healthyOnce: true };
    default:
      return what satisfies never;
  }
}

/** Heroku's rollback: a new release with the old code, the old configuration and their health. */
export function rolledBack(world: SmallWorld, targetId: string): SmallWorld {
  const target = world.releases.find(({ id }) => id === targetId);
  if (target === undefined) throw new Error(`there is no ${targetId}`);
  const { artifact, version } = target;
  const after = released(world, { description: `Rollback to v${version}`, artifact });
  return world.sick.includes(targetId) ? withSick(after) : after;
}

type Change = { readonly description: string; readonly artifact?: string | null };

function released(world: SmallWorld, { description, artifact }: Change): SmallWorld {
  const { releases, now } = world;
  const version = (releases[0]?.version ?? 0) + 1;
  const release: Release = {
    ...currentOf(world),
    id: `release-${version}`,
    version,
    description: description === 'Deploy' ? `Deploy ${String(version).repeat(8)}` : description,
    artifact: artifact ?? `slug-${version}`,
    slugId: artifact ?? `slug-${version}`,
    createdAt: now,
  };
  const before = releases.map((one) => (one.current ? { ...one, current: false } : one));
  return { ...world, releases: [release, ...before], earlier: releases };
}

function withSick(world: SmallWorld): SmallWorld {
  return { ...world, sick: [...world.sick, currentOf(world).id] };
}
