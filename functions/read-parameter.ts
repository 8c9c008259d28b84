import { readParameters } from '../lib/adapters/ssm.ts';
import { ConfigurationError } from '../lib/core/configuration-error.ts';
import { Refusal } from '../lib/core/setting.ts';

/**
 * Reads one encrypted SSM parameter and parses it as the variable that it stands for. Throws a
 * ConfigurationError that names the parameter and never its value.
 */
export async function readParameter<T>(
  name: string,
  parse: (text: string) => T | Refusal,
): Promise<T> {
  const secret = (await readParameters([name], {})).get(name);
  const value = parse(secret?.reveal().trim() ?? '');
  if (!(value instanceof Refusal)) return value;
  throw new ConfigurationError('SSM', [`the parameter ${name}: ${value.message}`]);
}
