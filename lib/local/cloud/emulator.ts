import { ConfigurationError } from '../../core/configuration-error.ts';

/**
 * Loads what answers in the place of AWS. A checkout has it; the npm package leaves it to whoever
 * wants it. Throws a ConfigurationError where it is missing.
 */
export async function loadEmulator<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new ConfigurationError('This installation of lastgood', [
      `${name} is not installed, which answers in the place of AWS on one machine; ` +
        'run `npm install dynalite fauxqs` beside lastgood, or name the real table, queue and ' +
        'topic in LASTGOOD_TABLE, LASTGOOD_QUEUE_URL and LASTGOOD_TOPIC_ARN',
    ]);
  }
}
