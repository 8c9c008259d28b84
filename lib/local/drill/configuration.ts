import type { Configuration } from '../../core/app.ts';
import { formatFault, parseConfiguration } from '../../core/configuration.ts';
import { appNames, checkstring } from './apps.ts';

/** The drill's apps.yml: the keys of production with durations of seconds. */
export const drillConfigurationText = `cadence: { sweep: 1s, watch: 250ms }   # default: 1m and 5s
defaults:
  health: /health
  checkstring: ${checkstring}
  version: /version
  timeout: 1s                          # default: 10s
  sustained: { failures: 3, for: 2s }  # sick so often, over so long; default: 3 and 30s
  watch: 4s                            # healthy so long is a good release; default: 10m
  verify: 2s                           # healthy so long is a good rollback; default: 1m
apps:
${appNames.map((name) => `  ${name}: {}`).join('\n')}
limits: { cooldown: 1s }               # between two rollbacks of an app; default: 60m
platformStatus: off                    # this Heroku has no status page
`;

/** The same, parsed. Throws when the text above is not what apps.yml takes. */
export function drillConfiguration(): Configuration {
  const result = parseConfiguration(drillConfigurationText, 'apps.yml', {});
  if (result.ok) return result.configuration;
  throw new Error(`the drill's own apps.yml: ${result.faults.map(formatFault).join('; ')}`);
}
