/** The one app of all small worlds, and how it is watched: as little patience as can be. */
import { testApp, testConfiguration } from '../core/fixtures.ts';
import type { Policy } from './scripted-look.ts';
import { second } from './small-world.ts';

export const app = testApp({
  sustained: { failures: 2, forMs: 10 * second },
  recovered: 1,
  watchMs: 120 * second,
  verifyMs: 10 * second,
});

export const configuration = {
  ...testConfiguration,
  limits: { cooldownMs: 60 * second, perAppADay: 2, fleetAnHour: 3, fleetAtOnce: 1 },
  apps: [app],
};

export const policy: Policy = { app, configuration };
