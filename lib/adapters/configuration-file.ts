import { readFile } from 'node:fs/promises';
import type { Configuration } from '../core/app.ts';
import { formatFault, parseConfiguration } from '../core/configuration.ts';
import { ConfigurationError } from '../core/configuration-error.ts';
import type { Environment } from './settings.ts';

/**
 * Reads apps.yml. Throws a ConfigurationError that names every fault with its line, or says what
 * to do when the file cannot be read.
 */
export async function loadConfiguration(
  path: string,
  environment: Environment,
): Promise<Configuration> {
  const text = await readConfigurationText(path);
  const result = parseConfiguration(text, path, environment);
  if (!result.ok) throw new ConfigurationError(path, result.faults.map(formatFault));
  return result.configuration;
}

/** The text of a configuration file. Throws a ConfigurationError when there is none. */
export async function readConfigurationText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new ConfigurationError(path, [`${path}: ${whyUnreadable(error)}`]);
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file; copy apps.example.yml to it and put your apps in';
    case 'EACCES':
      return 'it may not be read; give the account that runs lastgood the right to';
    case 'EISDIR':
      return 'it is a directory; give the path of the file in it';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'it is not text in UTF-8; save it as such';
    default:
      return `it cannot be read (${String(error)}); give another path by LASTGOOD_APPS`;
  }
}
