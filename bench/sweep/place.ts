import { createWorld } from '../../functions/wire.ts';
import type { Log } from '../../lib/adapters/log.ts';
import type { Configuration } from '../../lib/core/app.ts';
import { Secret } from '../../lib/core/secret.ts';
import type { Cloud } from '../../lib/local/cloud.ts';
import type { World } from '../../lib/world.ts';

/** Where the surroundings of a sweep are reached. */
export type Place = Pick<Cloud, 'table' | 'queue' | 'topic'> & { readonly herokuUrl: string };

/** A fleet that is there: its surroundings, its origins, and how many apps it has. */
export type Fleet = {
  readonly place: Place;
  readonly urls: readonly string[];
  readonly apps: number;
};

/** The product's own adapters, in that place. */
export function worldAt(place: Place, configuration: Configuration, log: Log): World {
  const { table, queue, topic, herokuUrl } = place;
  return createWorld({
    configuration,
    herokuApiUrl: herokuUrl,
    herokuApiKey: new Secret('the-small-heroku-takes-any'),
    table,
    queue,
    topic,
    chatTopic: null,
    log,
  });
}
