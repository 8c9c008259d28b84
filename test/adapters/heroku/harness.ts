import { inspect } from 'node:util';
import { afterEach, beforeEach } from 'vitest';
import { systemClock } from '../../../lib/adapters/clock.ts';
import { createHeroku, type Heroku } from '../../../lib/adapters/heroku.ts';
import type { Answer, HerokuTrouble } from '../../../lib/core/release.ts';
import { Secret } from '../../../lib/core/secret.ts';
import { type PlatformApi, startPlatformApi } from './platform-api.ts';

/** A token as Heroku makes them; it must never come back out of anything. */
export const token = 'HRKU-5e1f-must-not-leak-2b7c';

type Options = Parameters<typeof createHeroku>[0];

/** A fresh Platform API and an adapter that asks it, for every test of the file. */
export type Harness = {
  readonly api: PlatformApi;
  readonly heroku: Heroku;
  create(options?: Partial<Options>): Heroku;
};

export function useHarness(): Harness {
  let api: PlatformApi;
  let heroku: Heroku;
  const create = (options: Partial<Options> = {}): Heroku =>
    createHeroku({ baseUrl: api.url, token: new Secret(token), clock: systemClock, ...options });
  beforeEach(async () => {
    api = await startPlatformApi();
    heroku = create();
  });
  afterEach(() => api.close());
  return {
    get api() {
      return api;
    },
    get heroku() {
      return heroku;
    },
    create,
  };
}

export function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.trouble.message);
  return answer.value;
}

export function troubleOf(answer: Answer<unknown>): HerokuTrouble {
  if (answer.ok) throw new Error(`an answer where trouble was expected: ${inspect(answer.value)}`);
  return answer.trouble;
}

/** Each of the calls that the adapter can make, once. */
export function everyCall(heroku: Heroku): Promise<Answer<unknown>[]> {
  return Promise.all<Answer<unknown>>([
    heroku.apps(),
    heroku.app('shop-eu'),
    heroku.releases('shop-eu'),
    heroku.dynos('shop-eu'),
    heroku.formation('shop-eu'),
    heroku.preboot('shop-eu'),
    heroku.slugCommit('shop-eu', 's1'),
    heroku.rollback('shop-eu', 'r1'),
    heroku.log('shop-eu', 10),
  ]);
}
