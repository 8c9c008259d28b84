import type { Configuration } from '../../../lib/core/app.ts';
import { formatFault, parseConfiguration } from '../../../lib/core/configuration.ts';

/** The faults of a text as people read them; none when it is good. */
export function faultsOf(text: string, variables: Record<string, string> = {}): string[] {
  const result = parseConfiguration(text, 'apps.yml', variables);
  return result.ok ? [] : result.faults.map(formatFault);
}

/** The configuration of a text. Throws with all faults when it has any. */
export function read(text: string, variables: Record<string, string> = {}): Configuration {
  const result = parseConfiguration(text, 'apps.yml', variables);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'));
  return result.configuration;
}
