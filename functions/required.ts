import type { Settings } from '../lib/adapters/settings.ts';
import { ConfigurationError } from '../lib/core/configuration-error.ts';

/**
 * Where table, queue and topic are, for those that a function needs: on AWS nothing is embedded.
 * Throws a ConfigurationError that names every variable that is missing.
 */
export function required<Name extends keyof typeof variables>(
  settings: Settings,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => settings[name] === null);
  if (missing.length === 0) {
    return Object.fromEntries(names.map((name) => [name, settings[name] ?? ''])) as Record<
      Name,
      string
    >;
  }
  const faults = missing.map((name) => `${variables[name]}: not set; serverless.yml sets it`);
  throw new ConfigurationError('The environment', faults);
}

const variables = {
  table: 'LASTGOOD_TABLE',
  queueUrl: 'LASTGOOD_QUEUE_URL',
  topicArn: 'LASTGOOD_TOPIC_ARN',
} as const;
