import type { Configuration } from '../../lib/core/app.ts';
import { formatFault, parseConfiguration } from '../../lib/core/configuration.ts';

/** The names of the fleet's apps. */
export function appNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `app-${index}`);
}

/**
 * A fleet as an apps.yml says it, its apps spread over the origins. The watch is short, so that the
 * apps are steady soon; nothing of it is left once they are.
 */
export function fleetConfiguration(urls: readonly string[], count: number): Configuration {
  const apps = appNames(count).map(
    (name, index) => `  ${name}: { health: "${urls[index % urls.length]}" }`,
  );
  const text = [heading, ...apps].join('\n');
  const parsed = parseConfiguration(text, 'the fleet of the bench', {});
  if (!parsed.ok) throw new Error(parsed.faults.map(formatFault).join('\n'));
  return parsed.configuration;
}

const heading = `
cadence: { sweep: 2s, watch: 100ms }
blind: 1m
platformStatus: off
defaults:
  checkstring: ok
  timeout: 2s
  sustained: { failures: 3, for: 1s }
  warmup: 0ms
  watch: 4s
apps:`;
