import type { Route } from '../http-table.ts';
import { accountRoutes } from './accounts.ts';
import { addonRoutes } from './addons.ts';
import { appRoutes } from './apps.ts';
import type { Handler } from './call.ts';
import { configVarRoutes } from './config-vars.ts';
import { dynoRoutes } from './dynos.ts';
import { featureRoutes } from './features.ts';
import { formationRoutes } from './formation.ts';
import { logSessionRoutes } from './log-sessions.ts';
import { releaseRoutes } from './releases.ts';
import { slugRoutes } from './slugs.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every call that the small Heroku understands. */
export const table: readonly Route<Handler>[] = [
  ...accountRoutes,
  ...appRoutes,
  ...releaseRoutes,
  ...slugRoutes,
  ...configVarRoutes,
  ...addonRoutes,
  ...formationRoutes,
  ...featureRoutes,
  ...dynoRoutes,
  ...logSessionRoutes,
  ...webhookRoutes,
];
